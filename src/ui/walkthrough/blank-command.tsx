import { useId, type ReactNode } from "react";
import type { WalkthroughStep } from "../../content/content.ts";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { blanksOf, filledIn } from "./blanks.ts";
import { Group } from "../shared/group.tsx";

interface Props {
  walkthrough: string;
  step: WalkthroughStep;
  whole: boolean;
  busy: boolean;
  onRun(lines: string[]): void;
  /** Shown beside the button. */
  more: ReactNode;
}

/** A command with blanks to fill in; the answers are kept on the device. */
export function BlankCommand({ walkthrough, step, whole, busy, onRun, more }: Props) {
  const base = useId();
  const [kept, keep] = useRemembered<Record<string, string[]>>(`blanks.${walkthrough}`, {});
  const answers = kept[step.id] ?? [];
  const pieces = blanksOf(
    step.command,
    step.options.map(({ part }) => part),
    whole,
  );
  const count = pieces.filter((piece) => "answer" in piece).length;
  let blank = 0;
  return (
    <form
      className="blank-command"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onRun(filledIn(pieces, answers));
      }}
    >
      <Group className="blank-line mono" aria-label="Command with blanks">
        {pieces.map((piece, at) => {
          if ("text" in piece) return <span key={at}>{piece.text}</span>;
          const place = blank++;
          const value = answers[place] ?? "";
          return (
            <input
              key={at}
              id={`${base}-${place}`}
              required
              aria-label={`Blank ${place + 1} of ${count}: ${piece.label}`}
              placeholder={piece.label.replace(/^value of /, "")}
              size={Math.max(10, value.length + 1, piece.label.length)}
              value={value}
              autoComplete="off"
              autoCapitalize="off"
              autoCorrect="off"
              spellCheck={false}
              onChange={({ target }) => {
                const next = Array.from({ length: count }, (_, index) => answers[index] ?? "");
                next[place] = target.value;
                keep({ ...kept, [step.id]: next });
              }}
            />
          );
        })}
      </Group>
      <div className="actions">
        <button type="submit" className="btn primary" disabled={busy}>
          Run step
        </button>
        {more}
      </div>
    </form>
  );
}
