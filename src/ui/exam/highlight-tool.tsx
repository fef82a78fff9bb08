import { useEffect, useId, useState, type RefObject } from "react";
import type { TextSpan } from "../../assessment/exam-run.ts";
import { sentencesOf } from "../../assessment/text-spans.ts";
import { offsetsToRange, rangeToOffsets } from "../shared/text-range.ts";

const stemOf = (question: HTMLElement | null): HTMLElement | null => question?.querySelector(".stem") ?? null;

/** What is selected of a stem's text; undefined when nothing is. */
function selectedSpan(stem: HTMLElement): TextSpan | undefined {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  return rangeToOffsets(stem, selection.getRangeAt(0)) ?? undefined;
}

/**
 * Highlights in the stem: what is selected, or else whole sentences from a list, which needs no pointer. They are painted
 * without touching the text.
 */
export function HighlightTool({
  question,
  spans,
  disabled,
  onToggle,
}: {
  question: RefObject<HTMLElement | null>;
  spans: readonly TextSpan[];
  disabled: boolean;
  onToggle(span: TextSpan): void;
}) {
  const id = useId();
  /** The stem's text while the list is open; null while it's closed. */
  const [text, setText] = useState<string | null>(null);

  useEffect(() => {
    const stem = stemOf(question.current);
    if (!stem || !("highlights" in CSS)) return;
    const ranges = spans.flatMap(({ start, end }) => offsetsToRange(stem, start, end) ?? []);
    CSS.highlights.set("exam-mark", new Highlight(...ranges));
    return () => void CSS.highlights.delete("exam-mark");
  }, [question, spans]);

  const use = () => {
    const stem = stemOf(question.current);
    if (!stem) return;
    const span = selectedSpan(stem);
    if (span) {
      onToggle(span);
      window.getSelection()?.removeAllRanges();
    } else setText(text === null ? stem.textContent : null);
  };
  return (
    <>
      <button
        type="button"
        className="chip"
        aria-expanded={text !== null}
        aria-controls={id}
        disabled={disabled}
        // The button must not take the selection away before it's read.
        onMouseDown={(event) => event.preventDefault()}
        onClick={use}
      >
        Highlight
      </button>
      <fieldset id={id} className="exam-sentences" hidden={text === null}>
        <legend className="small muted">Select text in the question first, or choose sentences here.</legend>
        {sentencesOf(text ?? "").map(({ start, end }) => (
          <label key={start} className="option-line" htmlFor={`${id}-${start}`}>
            <input
              id={`${id}-${start}`}
              type="checkbox"
              checked={spans.some((span) => span.start <= start && span.end >= end)}
              disabled={disabled}
              onChange={() => onToggle({ start, end })}
            />
            <span>{text?.slice(start, end)}</span>
          </label>
        ))}
      </fieldset>
    </>
  );
}
