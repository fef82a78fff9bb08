import { errorText } from "../../../assessment/error-text.ts";
import { useEffect, useId, useRef, useState } from "react";
import { Status } from "../../shared/status.tsx";

interface NameFormProps {
  label: string;
  hint?: string;
  action: string;
  start: string;
  busy: boolean;
  /** Rejects with what is wrong with the name. */
  onName(name: string): Promise<void>;
  onCancel(): void;
}

/** Asks for the name of a file, and says what is wrong with one that cannot be. */
export function NameForm({ label, hint, action, start, busy, onName, onCancel }: NameFormProps) {
  const [name, setName] = useState(start);
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    const { current } = field;
    current?.focus();
    const dot = current?.value.lastIndexOf(".") ?? -1;
    const from = (current?.value.lastIndexOf("/") ?? -1) + 1;
    current?.setSelectionRange(from, dot > from ? dot : current.value.length);
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape in any of its fields cancels.
    <form
      className="files-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(undefined);
        onName(name).catch((error: unknown) => {
          setWrong(errorText(error));
          field.current?.focus();
        });
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <input
          ref={field}
          id={id}
          type="text"
          className="mono"
          value={name}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={wrong !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setName(event.target.value)}
        />
        <Status id={`${id}-hint`} className={wrong === undefined ? "small muted" : "small files-wrong"}>
          {wrong ?? hint}
        </Status>
      </div>
      <div className="actions">
        <button type="submit" className="btn primary" disabled={busy}>
          {action}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
