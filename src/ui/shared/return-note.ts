import type { ProgressSnapshot } from "../../store/state.ts";
import { eraseNote, writeNote } from "./local-notes.ts";

/** With this note public/boot.js knows before the first paint that somebody comes back to their work, and Today opens accordingly. */
const returnNote = "returns";

/** Notes whether this device holds work to come back to. */
export const noteReturn = (returns: boolean): void => (returns ? writeNote(returnNote, "yes") : eraseNote(returnNote));

/** Whether a learner has done anything that Today leads back to; sandbox environments are stored elsewhere. */
export const holdsWork = ({
  attempts,
  positions,
  sections,
  checks,
}: Pick<ProgressSnapshot, "attempts" | "positions" | "sections" | "checks">): boolean =>
  [attempts, positions, sections, checks].some((rows) => rows.length > 0);
