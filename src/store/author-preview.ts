import { drawnBody } from "../assignment/item-bodies.ts";
import { inOrder } from "../assessment/shuffle.ts";
import type { ScoredItem } from "../assessment/item.ts";
import type { AssignmentRow } from "../progress/assignment-rows.ts";
import { assignmentOfDraft, code128 } from "../assignment/assignment-of-draft.ts";
import { drawAttempt, drawItems, type DrawnBody } from "../assignment/draw.ts";
import { ownItemId, toItem } from "../assignment/own-question.ts";
import type { OwnQuestion } from "../assignment/own-question-schema.ts";
import { loadItemVersions } from "../content/course.ts";
import { seedOf, type DraftCheck } from "./author-issue.ts";

/** Stands for keys in a preview, where nothing is signed. */
const noKey = "A".repeat(87);

/** Returns the questions that a made-up learner would get, in their order. Every number is another learner. */
export async function previewDraw(
  { id, draft }: Pick<AssignmentRow, "id" | "draft">,
  check: DraftCheck,
  own: readonly OwnQuestion[],
  number: number,
): Promise<ScoredItem[]> {
  const { pinned, dates } = check;
  if (!pinned) return [];
  const assignment = assignmentOfDraft(draft, {
    parts: pinned,
    dates,
    keys: { sign: noKey, seal: noKey },
    id: code128("preview"),
    seed: seedOf(id),
  });
  const learner = `sample ${number}`;
  const drawn = drawItems(assignment, learner, 1);
  const { profile } = draft;
  const bodies = await loadItemVersions(drawn.map(({ id, version }) => ({ itemId: id, version, profile })));
  const written = new Map(own.map((question) => [ownItemId(question.id), toItem(question)]));
  const known = new Map(drawn.map(({ id }, at) => [id, bodies[at] ?? written.get(id)]));
  const bodyOf = ({ id }: { id: string }): DrawnBody | undefined => {
    const body = known.get(id);
    return body && drawnBody(body);
  };
  return drawAttempt(assignment, learner, 1, bodyOf).flatMap(({ itemId, order }) => {
    const item = known.get(itemId);
    return item && item.type !== "reveal" ? [inOrder(item, order)] : [];
  });
}
