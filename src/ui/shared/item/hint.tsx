import type { ScoredItem } from "../../../assessment/item.ts";

/** The one hint of an item, closed until asked for; tells when it was opened. With it, an answer is half the evidence of what is known. */
export function Hint({ item, onOpen }: { item: ScoredItem; onOpen(): void }) {
  if (!item.hint) return null;
  return (
    <details className="hint" onToggle={(event) => event.currentTarget.open && onOpen()}>
      <summary>
        <span>Hint</span> <span className="muted small">(the answer then counts half)</span>
      </summary>
      <p dangerouslySetInnerHTML={{ __html: item.hint }} />
    </details>
  );
}
