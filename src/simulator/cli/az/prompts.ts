import type { Call } from "../program.ts";
import { ExitError } from "../program.ts";
import { azError } from "./az-error.ts";

/**
 * Asks a question that only y or n answer; anything else asks again (knack, prompting.py; measured with az 2.45). Without a
 * terminal it ends with exit 1; `n` ends with `Operation cancelled.`, or silently with 0 when `quiet` is set.
 */
export async function confirm({ terminal }: Pick<Call, "terminal">, question: string, quiet: boolean): Promise<void> {
  if (!terminal) {
    throw azError("Unable to prompt for confirmation as no tty available. Use --yes.", 1, {
      code: "NoTerminal",
      text: "The command asks before it removes something, and nobody can answer here.",
      next: "Add `--yes` to answer beforehand.",
    });
  }
  for (;;) {
    const answer = await terminal.ask(`${question} (y/n): `);
    if (answer === undefined) throw new ExitError(1, "");
    if (/^y$/i.test(answer.trim())) return;
    if (/^n$/i.test(answer.trim())) throw quiet ? new ExitError(0, "") : azError("Operation cancelled.");
  }
}
