import type { ReactNode } from "react";
import type { TextMark } from "../../progress/rows.ts";

const longestPassage = 80;
const shortened = (text: string) => (text.length > longestPassage ? `${text.slice(0, longestPassage)}…` : text);

interface Actions {
  edit(mark: TextMark): void;
  remove(mark: TextMark): void;
}

function MarkActions({ mark, edit, remove, children }: Actions & { mark: TextMark; children?: ReactNode }) {
  return (
    <>
      {mark.note && <p>{mark.note}</p>}
      {children}
      <button type="button" className="btn quiet small" onClick={() => edit(mark)}>
        {mark.note ? "Edit note" : "Add note"}
      </button>
      <button type="button" className="btn quiet small" onClick={() => remove(mark)}>
        Delete
      </button>
    </>
  );
}

/** Notes and highlights of a section: those in its text, and those whose text changed too much to find them. */
export function MarksList({
  found,
  lost,
  attaching,
  show,
  attach,
  status,
  ...actions
}: Actions & {
  /** Marks in the text, with the passage as it reads now. */
  found: { mark: TextMark; passage: string; changed: boolean }[];
  lost: TextMark[];
  /** The mark that waits for the reader to select its new passage. */
  attaching: TextMark | null;
  show(mark: TextMark): void;
  attach(mark: TextMark | null): void;
  status: ReactNode;
}) {
  return (
    <div className="marks-list">
      <h2>Notes and highlights</h2>
      {found.length + lost.length === 0 && (
        <p className="muted">Select a passage to highlight it or to write a note.</p>
      )}
      <ul>
        {found.map(({ mark, passage, changed }) => (
          <li key={mark.id}>
            <button type="button" className="passage" onClick={() => show(mark)}>
              “{shortened(passage)}”
            </button>
            {changed && <p className="muted">Reworded since you marked it. It was: “{mark.exact}”</p>}
            <MarkActions mark={mark} {...actions} />
          </li>
        ))}
      </ul>
      {lost.length > 0 && (
        <>
          <h3>Text changed</h3>
          <p className="muted">
            The chapter no longer has these passages. Attach each one to a new passage, keep it here, or delete it.
          </p>
          <ul>
            {lost.map((mark) => (
              <li key={mark.id}>
                <blockquote>“{mark.exact}”</blockquote>
                <MarkActions mark={mark} {...actions}>
                  <button
                    type="button"
                    className="btn quiet small"
                    aria-pressed={attaching?.id === mark.id}
                    onClick={() => attach(attaching?.id === mark.id ? null : mark)}
                  >
                    {attaching?.id === mark.id ? "Cancel" : "Attach to new text"}
                  </button>
                </MarkActions>
              </li>
            ))}
          </ul>
        </>
      )}
      <output>{status}</output>
    </div>
  );
}
