import { useId, type ReactNode } from "react";
import { useDialog } from "../shared/terminal/use-dialog.ts";

interface Props {
  title: string;
  children: ReactNode;
  /** Labels of the buttons. */
  stay: string;
  go: string;
  onClose(confirmed: boolean): void;
}

/** Asks before something that the learner may not want. */
export function ConfirmDialog({ title, children, stay, go, onClose }: Props) {
  const dialog = useDialog();
  const id = useId();
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => onClose(false)}>
      <div className="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => onClose(false)}>
            {stay}
          </button>
          <button type="button" className="btn primary" onClick={() => onClose(true)}>
            {go}
          </button>
        </div>
      </div>
    </dialog>
  );
}
