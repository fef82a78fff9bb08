import type { StoreApi } from "zustand/vanilla";
import type { Assignment } from "../assignment/assignment.ts";
import { assignmentOfDraft, code128 } from "../assignment/assignment-of-draft.ts";
import { checkRules, type DraftDates, type DraftProblem } from "../assignment/check-draft.ts";
import { assignmentHash } from "../assignment/identity.ts";
import { packAssignment } from "../assignment/link.ts";
import { ownItemId } from "../assignment/own-question.ts";
import type { OwnQuestion } from "../assignment/own-question-schema.ts";
import { fromCode } from "../assignment/packing.ts";
import { pinParts, type PartProblem } from "../assignment/pin-parts.ts";
import type { AssignmentRow, KeyRow } from "../progress/assignment-rows.ts";
import { loadAuthorContent, pinSourceFor, type AuthorContent } from "./author-content.ts";
import { publicKeys } from "./author-keys.ts";
import type { State } from "./state.ts";

/** A draft as it would be issued now, or why it can't be. */
export interface DraftCheck {
  dates: DraftDates;
  rules: DraftProblem[];
  parts: PartProblem[];
  /** The pinned parts; present when nothing is wrong with them. */
  pinned?: Assignment["parts"];
  canIssue: boolean;
}

/** Returns the seed of an assignment. The preview has it too, so that it shows what everyone gets. */
export const seedOf = (id: string): string => code128(`seed ${id}`);

/** Checks a draft against what can be asked today. */
export async function checkDraft(
  { id, draft }: Pick<AssignmentRow, "id" | "draft">,
  content: AuthorContent,
  now: number,
): Promise<DraftCheck> {
  const { dates, problems } = checkRules(draft, now);
  const pinned = pinParts(draft.parts, await pinSourceFor(draft, content), fromCode(seedOf(id)) ?? new Uint8Array());
  const hasErrors = problems.some(({ level }) => level === "error");
  return {
    dates,
    rules: problems,
    parts: pinned.ok ? [] : pinned.problems,
    ...(pinned.ok && { pinned: pinned.parts }),
    canIssue: pinned.ok && !hasErrors,
  };
}

/** Returns the own questions that parts ask: the assignment carries them, since nobody else has them. */
export function ownIn(parts: Assignment["parts"], own: readonly OwnQuestion[]): OwnQuestion[] {
  const asked = new Set(parts.flatMap((part) => (part.kind === "items" ? part.from.map(({ id }) => id) : [])));
  return own.filter(({ id }) => asked.has(ownItemId(id)));
}

export type Issued = { ok: true; row: AssignmentRow } | { ok: false; message: string };

/**
 * Issues the stored draft: pins every question, signs and packs it, and stores what goes out. Needs keys whose backup is saved:
 * without them, nobody could open what learners submit.
 */
export async function issueAssignment(app: StoreApi<State>, id: string, keys: KeyRow): Promise<Issued> {
  const { openProgress, now, newId } = app.getState();
  const classes = await (await openProgress()).classes();
  const row = await classes.assignment(id);
  if (!row) return { ok: false, message: "This draft was deleted in another tab." };
  if (row.issued) return { ok: true, row };
  if (keys.backedUpAt === undefined) {
    return { ok: false, message: "Save a backup of your keys first. Without keys, nobody can open the submissions." };
  }
  const content = await loadAuthorContent(app);
  const check = await checkDraft(row, content, now());
  if (!check.canIssue || !check.pinned) {
    const [first] = [...check.rules.filter(({ level }) => level === "error"), ...check.parts];
    return { ok: false, message: first?.message ?? "The draft isn’t complete." };
  }
  const assignment = assignmentOfDraft(row.draft, {
    parts: check.pinned,
    own: ownIn(check.pinned, content.own),
    dates: check.dates,
    keys: publicKeys(keys.keys),
    id: code128(newId()),
    seed: seedOf(id),
  });
  const payload = await packAssignment(assignment, keys.keys.sign);
  const at = now();
  const issued = { ...row, issued: { hash: assignmentHash(assignment), payload, assignment, at }, changedAt: at };
  await classes.saveAssignment(issued);
  // Another tab may have issued it meanwhile, and then its assignment counts.
  return { ok: true, row: (await classes.assignment(id)) ?? issued };
}
