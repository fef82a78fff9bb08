import { useEffect, useId, useRef, useState } from "react";
import type { Response, ScoredItem } from "../../../assessment/item.ts";
import { textLimits } from "../../../progress/text-limits.ts";
import { Link } from "../link.tsx";
import { useStore } from "../use-store.tsx";
import { Status } from "../status.tsx";

/** “This looks wrong”: keeps a report with item, version, profile and answer on the device, to be exported in Settings. */
export function ReportItem({ item, response }: { item: ScoredItem; response: Response | undefined }) {
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  const newId = useStore((state) => state.newId);
  const [open, setOpen] = useState(false);
  const [reported, setReported] = useState(false);
  const save = async (text: string) => {
    const report = {
      id: newId(),
      itemId: item.id,
      version: item.version,
      profile: item.askedUnder,
      text,
      at: now(),
      ...(response && { response }),
    };
    if (await keep((progress) => progress.saveReport(report))) setReported(true);
    setOpen(false);
  };
  return (
    <>
      <button type="button" className="btn quiet small" onClick={() => setOpen(true)}>
        This looks wrong
      </button>
      <Status as="span" className="small muted">
        {reported && (
          <>
            Saved on this device. <Link to="/settings/#reports">Export your reports</Link> to send them to the author.
          </>
        )}
      </Status>
      {open && <ReportDialog onSave={(text) => void save(text)} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReportDialog({ onSave, onClose }: { onSave(text: string): void; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [text, setText] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={onClose}>
      <form
        method="dialog"
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "") setIsEmpty(true);
          else onSave(text.trim());
        }}
      >
        <h2 id={`${id}-title`}>What looks wrong?</h2>
        <p className="muted">
          Your report is saved with the question, its version, its rules and your answer. Nothing is sent.
        </p>
        <div className="field">
          <label htmlFor={id}>Your report</label>
          <textarea
            id={id}
            value={text}
            maxLength={textLimits.report}
            aria-invalid={isEmpty}
            aria-describedby={isEmpty ? `${id}-empty` : undefined}
            onChange={(event) => {
              setText(event.target.value);
              setIsEmpty(false);
            }}
          />
          {isEmpty && (
            <p id={`${id}-empty`} role="alert" className="problem small">
              Describe the problem in a few words, or cancel.
            </p>
          )}
        </div>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="btn primary">
            Save report
          </button>
        </div>
      </form>
    </dialog>
  );
}
