import type { CommandItem } from "../../../assessment/item.ts";
import { Html } from "../html.tsx";

/** The goals of a typed command, with those that are met so far. */
export function CommandGoals({ item, met }: { item: CommandItem; met: readonly string[] }) {
  return (
    <ul className="command-goals" aria-label="Goals">
      {item.goals.map(({ id, html }) => {
        const isMet = met.includes(id);
        return (
          <li key={id} data-met={isMet || undefined}>
            <span aria-hidden="true">{isMet ? "✓" : "○"}</span>
            <span>
              <span className="visually-hidden">{isMet ? "Met: " : "Not met yet: "}</span>
              <Html html={html} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Command lines as they were entered or would be. */
export function CommandLines({ lines, label }: { lines: readonly string[]; label: string }) {
  return (
    <ol className="command-lines mono" aria-label={label}>
      {lines.map((line, at) => (
        <li key={at}>{line}</li>
      ))}
    </ol>
  );
}
