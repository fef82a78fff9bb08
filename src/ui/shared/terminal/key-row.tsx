/** Characters that phones hide behind a second keyboard. */
const characters = ["-", "/", '"', "|", "$", ":"];

interface KeyRowProps {
  onInsert(text: string): void;
  onRecall(step: -1 | 1): void;
  onComplete(): void;
  onSearch(): void;
}

/** Keys that a touch keyboard lacks; shown on narrow screens and where there is no fine pointer. */
export function KeyRow({ onInsert, onRecall, onComplete, onSearch }: KeyRowProps) {
  const paste = () => void navigator.clipboard.readText().then(onInsert, () => undefined);
  return (
    <div className="key-row" role="toolbar" aria-label="Keys">
      <button type="button" className="btn" onClick={onComplete}>
        Complete
      </button>
      <button type="button" className="btn" aria-label="Earlier command" onClick={() => onRecall(-1)}>
        ↑
      </button>
      <button type="button" className="btn" aria-label="Later command" onClick={() => onRecall(1)}>
        ↓
      </button>
      {characters.map((character) => (
        <button
          key={character}
          type="button"
          className="btn mono"
          aria-label={`Type ${character}`}
          onClick={() => onInsert(character)}
        >
          {character}
        </button>
      ))}
      <button type="button" className="btn" onClick={onSearch}>
        History
      </button>
      <button type="button" className="btn" onClick={paste}>
        Paste
      </button>
    </div>
  );
}
