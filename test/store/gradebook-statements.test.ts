import { expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { classStatements } from "../../src/store/gradebook-statements.ts";
import { aClass } from "../support/class.ts";
import { statementErrors } from "../assignment/xapi/statement-errors.ts";

const { assignment, bodies, hash, sit } = aClass();
const submissions = [
  sit({ learner: { id: "kim@example.org", name: "Kim" }, number: 1, right: 3 }),
  sit({ learner: { id: "kim@example.org", name: "Kim" }, number: 2, attempt: 2, right: 1 }),
  sit({ learner: { id: "sam@example.org" }, number: 3, right: 0 }),
].map((submission) => ({ submission, grade: gradeSubmission(assignment, submission, bodies) }));
const rows = buildGradebook({ assignment, scale: markScale(assignment, bodies), submissions, decisions: {} });
const statements = classStatements({ hash, assignment, rows, bodies, site: "https://example.org/acr/" });

it("reports every attempt and answer of a class in valid statements, each under its own id", () => {
  for (const statement of statements) expect(statementErrors(statement)).toEqual([]);
  expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
  const verbs = statements.map(({ verb }) => verb.id.split("/").at(-1));
  expect(verbs.filter((verb) => verb === "answered")).toHaveLength(9);
  expect(verbs.filter((verb) => verb === "passed" || verb === "failed")).toEqual(["passed", "failed", "failed"]);
});

it("names learners by the id that they entered, and gives the same statements again", () => {
  expect(statements[0]?.actor).toEqual({
    objectType: "Agent",
    name: "Kim",
    account: { homePage: "https://example.org/acr/", name: "kim@example.org" },
  });
  expect(classStatements({ hash, assignment, rows, bodies, site: "https://example.org/acr/" })).toEqual(statements);
});
