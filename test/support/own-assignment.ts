import type { Assignment } from "../../src/assignment/assignment.ts";
import { ownItemId } from "../../src/assignment/own-question.ts";
import type { OwnQuestion } from "../../src/assignment/own-question-schema.ts";
import { anAssignment } from "./assignments.ts";

const question = (id: string): OwnQuestion => ({
  v: 1,
  id,
  revision: 1,
  type: "single",
  stem: `Question ${id}?`,
  options: [
    { id: "a", text: `Right ${id}`, rationale: `Because of ${id}.`, correct: true },
    { id: "b", text: `Wrong ${id}`, rationale: "No.", correct: false },
  ],
});

/** An assignment of the questions one, two and three, in this order; more items of the bank may follow. */
export function ownAssignment(more: { id: string; version: number }[] = []): Assignment {
  const own = ["one", "two", "three"].map(question);
  const from = [...own.map(({ id }) => ({ id: ownItemId(id), version: 1 })), ...more];
  return anAssignment({
    own,
    parts: [{ kind: "items", title: "", from, same: true }],
    shuffle: { items: false, options: true },
    feedback: { shows: "explanations", when: "submitted" },
  });
}
