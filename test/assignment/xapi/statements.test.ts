import { describe, expect, it } from "vitest";
import { attemptStatements, statementsFile, type ReportedAttempt } from "../../../src/assignment/xapi/statements.ts";
import { activityId } from "../../../src/assignment/xapi/activity.ts";
import { urlNamespace, uuidV5 } from "../../../src/assignment/xapi/uuid-v5.ts";
import { interaction, noon, recorded } from "../scorm/answers.ts";
import { statementErrors } from "./statement-errors.ts";

const context = {
  actor: {
    objectType: "Agent" as const,
    name: "Test Learner",
    account: { homePage: "https://school.example", name: "s1" },
  },
  site: "https://example.org/acr/",
};

const attempt: ReportedAttempt = {
  id: "attempt-1",
  assessmentId: "chapter-quiz",
  title: "Chapter quiz",
  startedAt: noon - 60_000,
  submittedAt: noon + 60_000,
  elapsedSeconds: 90.5,
  passMark: 0.6,
  answers: recorded.map(({ item, response }) => interaction(item, response)),
};
const verbs = (statements: { verb: { id: string } }[]): string[] =>
  statements.map(({ verb }) => verb.id.replace("http://adlnet.gov/expapi/verbs/", ""));

describe("UUIDs of names", () => {
  it("are those of RFC 9562", () => {
    expect(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
    expect(uuidV5(urlNamespace, "a")).not.toBe(uuidV5(urlNamespace, "b"));
  });
});

describe("the statements of an attempt", () => {
  it("conform to xAPI for every type of question", () => {
    for (const statement of attemptStatements(attempt, context)) {
      expect(statementErrors(statement), statement.object.id).toEqual([]);
    }
  });

  it("are found invalid by the validator when they are", () => {
    const [statement] = attemptStatements(attempt, context);
    expect(statementErrors({ ...statement, id: "1" })).not.toEqual([]);
    expect(statementErrors({ ...statement, result: { duration: "12 s" } })).not.toEqual([]);
  });

  it("come in order: initialized, answered, passed or failed, completed, terminated", () => {
    const answered = recorded.map(() => "answered");
    const order = verbs(attemptStatements(attempt, context));
    // 14 of 20 points.
    expect(order).toEqual(["initialized", ...answered, "passed", "completed", "terminated"]);
    expect(verbs(attemptStatements({ ...attempt, passMark: 0.8 }, context))).toContain("failed");
    const { passMark: _, ...practice } = attempt;
    expect(verbs(attemptStatements(practice, context))).toEqual([
      "initialized",
      ...answered,
      "completed",
      "terminated",
    ]);
    const { submittedAt: __, ...open } = attempt;
    expect(verbs(attemptStatements(open, context))).toEqual(["initialized", ...answered]);
  });

  it("have the score, the duration, and the same registration", () => {
    const statements = attemptStatements(attempt, context);
    const earned = attempt.answers.reduce((sum, answer) => sum + answer.earned, 0);
    const maximum = attempt.answers.reduce((sum, answer) => sum + answer.maximum, 0);
    expect(statements.find(({ verb }) => verb.id.endsWith("/passed"))?.result).toEqual({
      score: { scaled: Math.round((earned / maximum) * 10_000) / 10_000, raw: earned, min: 0, max: maximum },
      success: true,
      duration: "PT1M30.5S",
    });
    expect(new Set(statements.map((statement) => statement.context.registration)).size).toBe(1);
  });

  it("describe each question with its parts, key, response and parent", () => {
    const [, first] = attemptStatements(attempt, context);
    expect(first?.object).toMatchObject({
      id: "https://example.org/acr/xapi/questions/single",
      definition: {
        interactionType: "choice",
        description: { "en-US": "What now?" },
        correctResponsesPattern: ["b"],
        choices: [{ id: "a", description: { "en-US": "Choice a" } }, { id: "b" }, { id: "c" }],
      },
    });
    expect(first?.result).toEqual({
      score: { scaled: 0, raw: 0, min: 0, max: 1 },
      success: false,
      response: "c",
      duration: "PT12.5S",
    });
    expect(first?.context.contextActivities).toEqual({
      parent: [{ objectType: "Activity", id: "https://example.org/acr/xapi/assessments/chapter-quiz" }],
    });
  });

  it("have the same ids each time, all different, and others for another attempt or site", () => {
    const ids = (other: Partial<ReportedAttempt>, site = context.site) =>
      attemptStatements({ ...attempt, ...other }, { ...context, site }).map(({ id }) => id);
    expect(ids({})).toEqual(ids({}));
    expect(new Set(ids({})).size).toBe(ids({}).length);
    expect(ids({}).filter((id) => ids({ id: "attempt-2" }).includes(id))).toEqual([]);
    expect(ids({}).filter((id) => ids({}, "other.example").includes(id))).toEqual([]);
    expect(ids({}, "example.org/acr")).toEqual(ids({}));
  });

  it("keep two answers to the same question apart", () => {
    const [answer] = attempt.answers;
    if (!answer) throw new Error("no answer");
    const twice = [answer, { ...answer, answeredAt: noon + 5000 }];
    const statements = attemptStatements({ ...attempt, answers: twice }, context);
    expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
  });

  it("are a JSON array as a file", () => {
    const statements = attemptStatements(attempt, context);
    expect(JSON.parse(statementsFile(statements))).toEqual(JSON.parse(JSON.stringify(statements)));
  });
});

it("encodes ids of activities for URLs", () => {
  expect(activityId("example.org", "questions", "family/tier change/ü")).toBe(
    "https://example.org/xapi/questions/family/tier%20change/%C3%BC",
  );
});
