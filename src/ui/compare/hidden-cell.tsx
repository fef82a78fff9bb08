import { useEffect, useRef } from "react";
import { Html } from "../shared/html.tsx";
import type { CellMark } from "./recall.ts";
import type { Recall } from "./use-recall.ts";
import { Group } from "../shared/group.tsx";

/** Moves the focus to the next hidden cell, or to the first of the table. */
function focusNext(from: HTMLElement): void {
  const table = from.closest(".matrix");
  const cells = [...(table?.querySelectorAll<HTMLElement>(".hidden-cell") ?? [])];
  const next = cells.find((cell) => from.compareDocumentPosition(cell) & Node.DOCUMENT_POSITION_FOLLOWING) ?? cells[0];
  (next ?? (table as HTMLElement | null))?.focus();
}

function Grades({ name, onGrade }: { name: string; onGrade(mark: CellMark, from: HTMLElement): void }) {
  const first = useRef<HTMLButtonElement>(null);
  // The button that opened the cell is gone.
  useEffect(() => {
    first.current?.focus({ preventScroll: true });
    // On a phone the table scrolls sideways below its first column.
    first.current?.closest("td")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, []);
  return (
    <Group as="span" className="grades" aria-label={`Did you know it? ${name}`}>
      <button ref={first} type="button" className="grade" onClick={(event) => onGrade("got", event.currentTarget)}>
        Got it
      </button>
      <button type="button" className="grade" onClick={(event) => onGrade("missed", event.currentTarget)}>
        Missed
      </button>
    </Group>
  );
}

/** A cell in recall mode: hidden, then its value and a grade to give, then its value with the grade. */
export function HiddenCell({
  cellKey,
  name,
  value,
  recall,
}: {
  cellKey: string;
  /** Row and column in words. */
  name: string;
  value: string;
  recall: Recall;
}) {
  const state = recall.stateOf(cellKey);
  if (state === "hidden") {
    return (
      <button type="button" className="hidden-cell" aria-label={`Show ${name}`} onClick={() => recall.open(cellKey)} />
    );
  }
  const other = state === "got" ? "missed" : "got";
  return (
    <>
      <Html html={value} />
      {state === "asking" ? (
        <Grades
          name={name}
          onGrade={(mark, from) => {
            focusNext(from);
            recall.grade(cellKey, mark);
          }}
        />
      ) : (
        <button
          type="button"
          className="mark"
          data-mark={state}
          aria-label={`${name}: ${state}. Change to ${other}`}
          onClick={() => recall.grade(cellKey, other)}
        >
          {state === "got" ? "✓" : "✗"}
        </button>
      )}
    </>
  );
}
