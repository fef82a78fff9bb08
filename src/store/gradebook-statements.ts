import type { Assignment } from "../assignment/assignment.ts";
import type { LearnerRow } from "../assignment/gradebook.ts";
import { bodyKey, type ItemBodies } from "../assignment/item-bodies.ts";
import { describeInteraction } from "../assignment/scorm/interactions.ts";
import type { XapiStatement } from "../assignment/xapi/statement.ts";
import { attemptStatements, statementsFile } from "../assignment/xapi/statements.ts";

/** What the statements of a class are made from. */
export interface ClassReport {
  hash: string;
  assignment: Pick<Assignment, "title" | "passMark" | "strict">;
  rows: readonly LearnerRow[];
  bodies: ItemBodies;
  /** Host and path of the site: accounts and activity ids begin with it. */
  site: string;
}

/**
 * Returns the statements of all attempts that the gradebook has. Learners are accounts of the site, named by the id that they
 * entered. An answer without a time counts as given when the attempt was submitted.
 */
export function classStatements({ hash, assignment, rows, bodies, site }: ClassReport): XapiStatement[] {
  return rows.flatMap(({ attempts, learner, name }) =>
    attempts.flatMap(({ submission }) => {
      const { id, startedAt, submittedAt, elapsed } = submission;
      const answers = submission.answers.flatMap(({ itemId, version, response, answeredAt, seconds }) => {
        const body = bodies.get(bodyKey({ id: itemId, version }));
        if (!body) return [];
        const at = answeredAt === undefined ? submittedAt : Math.min(answeredAt, submittedAt);
        const given = { answeredAt: at, strict: assignment.strict, ...(seconds !== undefined && { seconds }) };
        return [describeInteraction(body, response, given)];
      });
      return attemptStatements(
        {
          id,
          assessmentId: `assignment-${hash}`,
          title: assignment.title,
          startedAt,
          submittedAt,
          elapsedSeconds: elapsed,
          passMark: assignment.passMark,
          answers,
        },
        {
          actor: { objectType: "Agent", ...(name && { name }), account: { homePage: site, name: learner } },
          site,
        },
      );
    }),
  );
}

/** Returns the text of a file with these statements, as learning record stores import it. */
export const classStatementsFile = (report: ClassReport): string => statementsFile(classStatements(report));
