import type { KeyboardEvent, PointerEvent } from "react";

const least = 15;
const most = 85;
const keyStep = 5;
/** Where it stands as long as nobody moved it. */
const usual = 50;

/** Percent of the height that the panel above takes as long as it sizes itself. */
function shareNow(divider: HTMLElement): number {
  const frame = divider.parentElement?.getBoundingClientRect();
  if (!frame || frame.height === 0) return usual;
  return ((divider.getBoundingClientRect().top - frame.top) / frame.height) * 100;
}

interface DividerProps {
  /** Percent of the height above it; 0 leaves it to the panel. */
  share: number;
  onMove(share: number): void;
}

/** Moves the border between the panels and the terminal, by pointer and by arrow keys; Enter or a double click puts it back. */
export function Divider({ share, onMove }: DividerProps) {
  const move = (to: number) => onMove(Math.round(Math.min(most, Math.max(least, to))));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const now = share === 0 ? shareNow(event.currentTarget) : share;
    const places: Record<string, number> = {
      ArrowUp: now - keyStep,
      ArrowDown: now + keyStep,
      Home: least,
      End: most,
    };
    const place = places[event.key];
    if (place === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (place === undefined) onMove(0);
    else move(place);
  };
  const onPointerMove = ({ currentTarget, pointerId, clientY }: PointerEvent<HTMLElement>) => {
    const frame = currentTarget.parentElement?.getBoundingClientRect();
    if (!frame || !currentTarget.hasPointerCapture(pointerId)) return;
    move(((clientY - frame.top) / frame.height) * 100);
  };
  return (
    <div
      className="divider"
      // A focusable separator has a value and keys of its own, which `hr` doesn't.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- See above.
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of the panels above the terminal"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={share === 0 ? usual : share}
      aria-valuetext={share === 0 ? "Automatic" : `${share}%`}
      title="Drag it or press the arrow keys. Enter resets it."
      onKeyDown={onKeyDown}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => onMove(0)}
    />
  );
}

/** Rows of the panels, the divider and the terminal; undefined leaves them to the panel. */
export const rowsFor = (share: number): string | undefined =>
  share === 0 ? undefined : `minmax(0, ${share}fr) auto minmax(0, ${100 - share}fr)`;
