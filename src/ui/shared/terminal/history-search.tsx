import { useState } from "react";
import { useDialog } from "../use-dialog.ts";
import { Status } from "../status.tsx";

/** Maximum number of matches listed. */
const listLimit = 12;

/** Searches earlier commands, newest first. */
export function HistorySearch({ lines, onClose }: { lines: readonly string[]; onClose(line?: string): void }) {
  const dialog = useDialog();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const found = [...new Set([...lines].reverse())].filter((line) => line.toLowerCase().includes(text.toLowerCase()));
  const listed = found.slice(0, listLimit);
  return (
    <dialog ref={dialog} className="history-search" aria-label="Search earlier commands" onClose={() => onClose()}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          onClose(listed[chosen]);
        }}
      >
        <label className="field">
          <span className="label">Earlier commands</span>
          <input
            type="search"
            value={text}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            role="combobox"
            aria-expanded="true"
            aria-controls="history-matches"
            aria-activedescendant={listed[chosen] === undefined ? undefined : `history-${chosen}`}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={(event) => {
              const step =
                event.key === "ArrowDown" || (event.ctrlKey && event.key === "r")
                  ? 1
                  : event.key === "ArrowUp"
                    ? -1
                    : 0;
              if (step === 0) return;
              event.preventDefault();
              setChosen(Math.max(0, Math.min(listed.length - 1, chosen + step)));
            }}
          />
        </label>
        {listed.length === 0 && <Status>No earlier command contains “{text}”.</Status>}
        <div
          id="history-matches"
          // A `datalist` can't highlight the chosen line while the field keeps the focus.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- See above.
          role="listbox"
          aria-label="Matches"
          className="completions"
        >
          {listed.map((line, at) => (
            <div
              key={line}
              id={`history-${at}`}
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- Belongs to the listbox above.
              role="option"
              tabIndex={-1}
              aria-selected={at === chosen}
              onMouseDown={(event) => {
                event.preventDefault();
                onClose(line);
              }}
            >
              <code>{line}</code>
            </div>
          ))}
        </div>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => onClose()}>
            Cancel
          </button>
          <button type="submit" className="btn primary" disabled={listed.length === 0}>
            Use command
          </button>
        </div>
      </form>
    </dialog>
  );
}
