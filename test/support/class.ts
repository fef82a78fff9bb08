import type { Response, ScoredItem } from "../../src/assessment/item.ts";
import { scoreItem } from "../../src/assessment/score.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { drawAttempt, drawItems } from "../../src/assignment/draw.ts";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { bodyKey, drawnBody, type ItemBodies } from "../../src/assignment/item-bodies.ts";
import { toCode } from "../../src/assignment/packing.ts";
import { sealSubmission, type Submission } from "../../src/assignment/submission.ts";
import { anAssignment, aSubmission } from "./assignments.ts";

/** An item of single choice whose key is option a. */
export const aSingle = (id: string, fields: Partial<ScoredItem> = {}): ScoredItem => ({
  id,
  version: 1,
  objective: "SKU-1",
  bloom: "apply",
  difficulty: 2,
  profile: "both",
  askedUnder: "chapter",
  disputed: false,
  stem: `<p>Question ${id}</p>`,
  refs: [],
  sources: [],
  ...fields,
  type: "single",
  options: ["a", "b", "c"].map((option) => ({
    id: option,
    html: `Option ${option} of ${id}`,
    rationale: "Because.",
    correct: option === "a",
  })),
});

/** Bodies for all items of an assignment's pools, each of single choice with key a. */
export const bodiesFor = (assignment: Assignment): ItemBodies =>
  new Map(
    assignment.parts.flatMap((part) =>
      part.kind === "items" ? part.from.map((item): [string, ScoredItem] => [bodyKey(item), aSingle(item.id)]) : [],
    ),
  );

/** Returns 128 bits that a number stands for, as base64url. */
export const code128 = (number: number): string => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, number);
  return toCode(bytes);
};

/** A right or a wrong response to a single-choice item; nothing for other types. */
export function respond(item: ScoredItem, isRight: boolean): Response | undefined {
  if (item.type !== "single") return undefined;
  const option = item.options.find(({ correct }) => correct === isRight);
  return option && { type: "single", option: option.id };
}

/** How a learner of a made class answers. */
export interface Sitting {
  learner: { id: string; name?: string };
  /** A number that makes ids; no two sittings have the same. */
  number: number;
  attempt?: number;
  /** How many of the drawn items are answered right, from the first one. */
  right: number;
  startedAt?: number;
  submittedAt?: number;
  fields?: Partial<Submission>;
}

/** Makes the submission of a learner who answered the drawn items as the player records them. */
export function sit(assignment: Assignment, bodies: ItemBodies, sitting: Sitting): Submission {
  const { learner, number, attempt = 1, right, fields = {} } = sitting;
  const startedAt = sitting.startedAt ?? Date.UTC(2026, 11, 18, 14) + number * 1000;
  const submittedAt = sitting.submittedAt ?? startedAt + 1_200_000;
  const drawn = drawAttempt(assignment, learner.id, attempt, (item) => {
    const body = bodies.get(bodyKey(item));
    return body && drawnBody(body);
  });
  let [earned, maximum] = [0, 0];
  const answers = drawn.map((item, at) => {
    const body = bodies.get(bodyKey({ id: item.itemId, version: item.version }));
    const response = body && respond(body, at < right);
    if (body) {
      const score = scoreItem(body, response, { strict: assignment.strict });
      earned += score.earned;
      maximum += score.maximum;
    }
    return {
      ...item,
      ...(response && { response }),
      seconds: 30,
      answeredAt: startedAt + (at + 1) * 30_000 + (number % 7) * 100,
    };
  });
  return aSubmission({
    assignment: assignmentHash(assignment),
    id: code128(number),
    learner,
    attempt,
    startedAt,
    submittedAt,
    elapsed: (submittedAt - startedAt) / 1000,
    answers,
    claimed: { earned, maximum },
    device: code128(1_000_000 + number),
    ...fields,
  });
}

/** Seals a submission to the key of its assignment. */
export const sealed = (assignment: Assignment, submission: Submission): Promise<Uint8Array> =>
  sealSubmission(submission, assignment.keys.seal);

/** A class that answered an assignment of single choice. */
export function aClass(fields: Partial<Assignment> = {}) {
  const assignment = anAssignment({ ...fields });
  const bodies = bodiesFor(assignment);
  return {
    assignment,
    bodies,
    hash: assignmentHash(assignment),
    sit: (sitting: Sitting) => sit(assignment, bodies, sitting),
    drawn: (learner: string, attempt = 1) => drawItems(assignment, learner, attempt).map(({ id }) => id),
  };
}
