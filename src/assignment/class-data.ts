import type { Response } from "../assessment/item.ts";
import type { LearnerAnswers } from "./analysis/class-map.ts";
import { chosenOptions } from "./analysis/item-options.ts";
import type { ScoredSubmission } from "./analysis/scored-submission.ts";
import { bodyKey, type ItemBodies } from "./item-bodies.ts";
import type { JudgedAttempt, LearnerRow } from "./gradebook.ts";

/** Returns the learner's first attempt: later ones are answered with knowledge of it. Canvas counts it alone, too. */
const firstAttempt = ({ attempts }: LearnerRow): JudgedAttempt | undefined => attempts[0];

/** Returns the responses of an attempt to the items that were drawn for it, by item id. */
function responsesOf({ submission, grade }: JudgedAttempt): Map<string, Response> {
  const versions = new Map(grade.items.map(({ itemId, version }) => [itemId, version]));
  return new Map(
    submission.answers.flatMap(({ itemId, version, response }): [string, Response][] =>
      response && versions.get(itemId) === version ? [[itemId, response]] : [],
    ),
  );
}

/** Returns the matrix that item analysis works on: first attempts with the points that the gradebook gave. */
export function analysisRows(rows: readonly LearnerRow[], bodies: ItemBodies): ScoredSubmission[] {
  return rows.flatMap((row): ScoredSubmission[] => {
    const attempt = firstAttempt(row);
    if (!attempt) return [];
    const responses = responsesOf(attempt);
    return [
      {
        learner: row.key,
        // Whether all had the same items is found out from the items.
        form: "",
        scores: new Map(
          attempt.grade.items.map(({ itemId, earned, maximum, blank }) => [
            itemId,
            { earned, maximum, ...(blank && { blank }) },
          ]),
        ),
        choices: new Map(
          attempt.grade.items.flatMap(({ itemId, version }): [string, string[]][] => {
            const body = bodies.get(bodyKey({ id: itemId, version }));
            const chosen = body ? chosenOptions(body, responses.get(itemId)) : [];
            return chosen.length > 0 ? [[itemId, chosen]] : [];
          }),
        ),
      },
    ];
  });
}

/** Returns what the learners answered in their first attempts, for the map of objectives and misconceptions. */
export const mapRows = (rows: readonly LearnerRow[], bodies: ItemBodies): LearnerAnswers[] =>
  rows.flatMap((row): LearnerAnswers[] => {
    const attempt = firstAttempt(row);
    if (!attempt) return [];
    return [
      {
        learner: row.key,
        items: attempt.grade.items.flatMap(({ itemId, version }) => bodies.get(bodyKey({ id: itemId, version })) ?? []),
        responses: responsesOf(attempt),
        marks: new Map(attempt.grade.items.map((mark) => [mark.itemId, mark])),
      },
    ];
  });
