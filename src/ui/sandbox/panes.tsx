import type { ReactNode, RefObject } from "react";
import "./panes.css";
import { Group } from "../shared/group.tsx";

interface PanesProps {
  /** What the list is called. */
  label: string;
  /** The list, to be focused when what was opened is left. */
  sideRef?: RefObject<HTMLDivElement | null>;
  side: ReactNode;
  /** What was opened from the list. */
  main: ReactNode;
  /** Whether something is open: where both have no room, it replaces the list. */
  open: boolean;
}

/** A list, and what was opened from it: side by side where there is room, else one at a time. */
export function Panes({ label, sideRef, side, main, open }: PanesProps) {
  return (
    <div className="panes" data-open={open || undefined}>
      <Group className="panes-side" ref={sideRef} tabIndex={-1} aria-label={label}>
        {side}
      </Group>
      <div className="panes-main">{main}</div>
    </div>
  );
}

/** Leads back to the list; shown only where list and opened thing have no room side by side. */
export const BackToList = ({ children, onBack }: { children: string; onBack(): void }) => (
  <button type="button" className="btn quiet panes-back" onClick={onBack}>
    <span aria-hidden="true">← </span>
    {children}
  </button>
);
