import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { textLimits } from "../../progress/text-limits.ts";
import { changeAndFocus } from "../shared/change-and-focus.ts";

/** How long after the last key a note is stored, in milliseconds; at once when the field is left. */
const pause = 400;

/** A note on the question, in a field that opens below the tools. What is typed is stored without being asked. */
export function NoteTool({
  note,
  disabled,
  onChange,
}: {
  note: string;
  disabled: boolean;
  onChange(note: string): void;
}) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isOpen, setOpen] = useState(note !== "");
  /** What was typed since the note was last stored. */
  const [draft, setDraft] = useState<string | undefined>(undefined);

  const store = useEffectEvent(() => {
    if (draft === undefined) return;
    onChange(draft.trim());
    setDraft(undefined);
  });
  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(store, pause);
    return () => clearTimeout(timer);
  }, [draft]);

  const toggle = () => {
    changeAndFocus(
      () => setOpen(!isOpen),
      () => (isOpen ? undefined : field.current),
    );
  };
  return (
    <>
      <button type="button" className="chip" aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        Note
      </button>
      <div id={id} className="exam-note" hidden={!isOpen}>
        <label htmlFor={`${id}-text`} className="small muted">
          Your note. It isn’t scored.
        </label>
        <textarea
          id={`${id}-text`}
          ref={field}
          rows={2}
          value={draft ?? note}
          disabled={disabled}
          maxLength={textLimits.note}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => {
            if (draft === undefined) return;
            onChange(draft.trim());
            setDraft(undefined);
          }}
        />
      </div>
    </>
  );
}
