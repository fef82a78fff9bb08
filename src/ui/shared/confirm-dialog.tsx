import { useId, type ReactNode } from "react";
import { useDialog } from "./use-dialog.ts";

interface Props {
  title: string;
  children: ReactNode;
  /** Labels of the buttons. */
  stay: string;
  go: string;
  /** Whether it deletes something. */
  isDanger?: boolean;
  /** Other things to do first; the dialog stays open. */
  more?: ReactNode;
  onClose(confirmed: boolean): void;
}

/** Asks before something that the reader may not want. */
export function ConfirmDialog({ title, children, stay, go, isDanger = false, more, onClose }: Props) {
  const dialog = useDialog();
  const id = useId();
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => onClose(dialog.current?.returnValue === "go")}>
      <div className="dialog-body">
        <h2 id={id}>{title}</h2>
        {children}
        <div className="dialog-actions">
          {more}
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            {stay}
          </button>
          <button
            type="button"
            className={isDanger ? "btn danger" : "btn primary"}
            onClick={() => dialog.current?.close("go")}
          >
            {go}
          </button>
        </div>
      </div>
    </dialog>
  );
}
