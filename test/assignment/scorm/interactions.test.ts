import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompiledItem, Response, ScoredItem } from "../../../src/assessment/item.ts";
import { stateSize } from "../../../src/assignment/scorm/form-size.ts";
import { describeInteraction } from "../../../src/assignment/scorm/interactions.ts";
import { orderedParts } from "../../../src/assignment/scorm/pack-response.ts";
import { openScorm12 } from "../../../src/assignment/scorm/scorm-12.ts";
import { openScorm2004 } from "../../../src/assignment/scorm/scorm-2004.ts";
import { stateLimit } from "../../../src/assignment/scorm/suspend-data.ts";
import { questionActivity } from "../../../src/assignment/xapi/activity.ts";
import { compileContent } from "../../../src/content/build/compile.ts";
import { command, series, single } from "../../assessment/some-items.ts";
import { statementErrors } from "../xapi/statement-errors.ts";
import { interaction, noon, recorded } from "./answers.ts";
import { aCommandItem, anAnswer, anItem } from "./random-items.ts";
import { strictScorm12, strictScorm2004 } from "./strict-lms.ts";

/** What both versions object to in the answer to a question. */
function problems(item: ScoredItem, response: Response | undefined): string[] {
  const opened = [openScorm12(strictScorm12().api, { utcOffsetMinutes: 0 }), openScorm2004(strictScorm2004().api)];
  return opened.flatMap((open) => {
    if (!open.ok) return [open.error.message];
    const result = open.value.session.recordAnswer(interaction(item, response));
    return result.ok ? [] : [`${item.id}: ${result.error.message}`];
  });
}

describe("how an answer is described to an LMS", () => {
  it("is one that both versions of SCORM accept, for any question and any answer", () => {
    fc.assert(
      fc.property(
        fc.oneof(anItem, aCommandItem).chain((item) => fc.tuple(fc.constant(item), anAnswer(item))),
        ([item, response]) => {
          expect(problems(item, response)).toEqual([]);
        },
      ),
    );
  });

  it("has no response when the answer is empty, missing, or for another type of question", () => {
    for (const { item } of recorded) {
      const other: Response =
        item.type === "series" ? { type: "single", option: "a" } : { type: "series", meetsGoal: true };
      for (const response of [undefined, other]) {
        const described = interaction(item, response);
        expect(described.answer, item.type).toBeUndefined();
        expect(described).toMatchObject({ fullMarks: false, earned: 0 });
        expect(problems(item, response)).toEqual([]);
      }
    }
    expect(interaction(series, { type: "series", meetsGoal: null }).answer).toBeUndefined();
    expect(interaction(command, { type: "command", commands: [], met: [] }).answer).toBeUndefined();
  });

  it("gives partly right answers their points and counts them as incorrect", () => {
    const half = recorded.find(({ item }) => item.type === "hot-area");
    expect(half && interaction(half.item, half.response)).toMatchObject({ fullMarks: false, earned: 1, maximum: 2 });
    const strict = { answeredAt: noon, strict: true };
    expect(half && describeInteraction(half.item, half.response, strict)).toMatchObject({ earned: 0 });
  });

  it("leaves out options that the question doesn't have", () => {
    expect(interaction(single, { type: "single", option: "z" }).answer).toEqual({ kind: "choice", picks: [] });
    expect(problems(single, { type: "single", option: "z" })).toEqual([]);
  });
});

describe("the question bank in an LMS", () => {
  const { compiled } = compileContent(join(import.meta.dirname, "../../.."));
  const bodiesOf = (items: readonly CompiledItem[]): ScoredItem[] =>
    items
      .flatMap(({ chapter, azure }) => [chapter, azure])
      .filter((body) => body !== undefined && body.type !== "reveal");
  const families = compiled?.families.map(({ variants }) => variants) ?? [];
  const items = compiled?.items ?? [];

  it("has only questions that both versions of SCORM and xAPI accept", () => {
    const bodies = bodiesOf([...items, ...families.flatMap((variants) => variants.slice(0, 2))]);
    expect(bodies.length).toBeGreaterThan(200);
    for (const body of bodies) {
      expect(problems(body, undefined)).toEqual([]);
      const statement = {
        id: "11111111-2222-4333-8444-555555555555",
        actor: { objectType: "Agent", account: { homePage: "https://school.example", name: "s1" } },
        verb: { id: "http://adlnet.gov/expapi/verbs/answered" },
        object: questionActivity(interaction(body, undefined), "example.org"),
      };
      expect(statementErrors(statement), body.id).toEqual([]);
    }
  });

  it("fits into 4,000 characters with any 50 questions that have no commands", () => {
    const weight = (body: ScoredItem): number => body.id.length + 2 * orderedParts(body).length;
    const heaviest = bodiesOf([...items, ...families.flat()])
      .filter(({ type }) => type !== "command")
      .toSorted((a, b) => weight(b) - weight(a));
    const ids = new Set<string>();
    const form = heaviest.flatMap((body) => (ids.size < 50 && !ids.has(body.id) && ids.add(body.id) ? [body] : []));
    expect(form).toHaveLength(50);
    expect(stateSize(form)).toBeLessThanOrEqual(stateLimit);
  });
});
