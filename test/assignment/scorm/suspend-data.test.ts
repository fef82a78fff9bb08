import { base64 } from "@scure/base";
import { deflateSync, strToU8 } from "fflate";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Response, ScoredItem } from "../../../src/assessment/item.ts";
import { blankResponse } from "../../../src/assessment/score.ts";
import { checkFormSize, commandAllowance, stateSize } from "../../../src/assignment/scorm/form-size.ts";
import { packAttempt, stateLimit, unpackAttempt } from "../../../src/assignment/scorm/suspend-data.ts";
import type { FindBody, SuspendedAttempt } from "../../../src/assignment/scorm/suspended-attempt.ts";
import { command, oneOfEach, single } from "../../assessment/some-items.ts";
import { aCommandItem, aForm, anAnswer, anItem, aStateOf } from "./random-items.ts";

const finder =
  (form: readonly ScoredItem[]): FindBody =>
  (id, version, profile) =>
    form.find((item) => item.id === id && item.version === version && item.askedUnder === profile);

const stateOf = (form: readonly ScoredItem[], responses: (Response | undefined)[] = []): SuspendedAttempt => ({
  assignment: "asg-1",
  attempt: 2,
  position: 1,
  elapsedSeconds: 61.5,
  items: form.map(({ id, version, askedUnder }, at) => {
    const response = responses[at];
    return {
      itemId: id,
      version,
      profile: askedUnder,
      order: [],
      ...(response ? { response } : {}),
      checked: false,
      flagged: true,
      hinted: false,
      seconds: 0,
    };
  }),
});

const packed = (state: SuspendedAttempt, form: readonly ScoredItem[]): string => {
  const result = packAttempt(state, finder(form));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const single0 = { ...single, id: "z" };

describe("the state of an attempt in an LMS", () => {
  it("reads back exactly what was packed, for any state of any form of 50 questions, within 4,000 characters", () => {
    fc.assert(
      fc.property(
        aForm(50).chain((form) => fc.tuple(fc.constant(form), aStateOf(form))),
        ([form, state]) => {
          const text = packed(state, form);
          expect(text.length).toBeLessThanOrEqual(stateLimit);
          expect(text).toMatch(/^[!-~]+$/);
          expect(unpackAttempt(text, finder(form))).toEqual({ ok: true, value: state });
        },
      ),
      { numRuns: 20 },
    );
  });

  it("keeps an answer that names parts which the question doesn't have, and a question with a flag but no answer", () => {
    const form = [...oneOfEach, { ...single, id: "second" }];
    const foreign: Response[] = [
      { type: "single", option: "z" },
      { type: "choose", options: ["a", "z"] },
      { type: "statements", answers: { z: true } },
      { type: "build-list", steps: ["1", "1", "z"] },
      { type: "matching", tokens: { p: "z" } },
      { type: "dropdowns", choices: { g: "z" } },
      { type: "hot-area", places: ["z"] },
      { type: "series", meetsGoal: null },
      { type: "command", commands: ["az acr list\n| jq '.[]'", ""], met: ["z"] },
      { type: "single", option: "" },
    ];
    const blank = form.map(blankResponse);
    const mixedUp = form.map((): Response => ({ type: "choose", options: ["b"] }));
    for (const responses of [foreign, blank, mixedUp]) {
      const state = stateOf(form, responses);
      expect(unpackAttempt(packed(state, form), finder(form))).toEqual({ ok: true, value: state });
    }
  });

  it("never throws on text from elsewhere, and never reads another attempt from changed text", () => {
    const form = [...oneOfEach];
    const state = stateOf(form);
    const text = packed(state, form);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((tail) => `1.${tail}`),
          fc.base64String().map((b) => `1.${b}`),
        ),
        (other) => {
          expect(unpackAttempt(other, finder(form)).ok).toBe(false);
        },
      ),
    );
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."Az09+/=.~ "), fc.boolean(), (at, character, cut) => {
        const changed = cut ? text.slice(0, at) : text.slice(0, at) + character + text.slice(at + 1);
        const result = unpackAttempt(changed, finder(form));
        expect(result.ok ? result.value : state).toEqual(state);
      }),
    );
  });

  it("says so when the text is damaged, newer, or too long", () => {
    const form = [single0];
    const text = packed(stateOf(form), form);
    const unpack = (other: string) => unpackAttempt(other, finder(form));
    expect(unpack(text.slice(0, -8))).toMatchObject({ ok: false, error: { code: "damaged" } });
    expect(unpack("")).toMatchObject({ ok: false, error: { code: "damaged" } });
    expect(unpack(text.replace(/^1\./, "2."))).toMatchObject({ ok: false, error: { code: "newer-version" } });
    const bomb = `1.${base64.encode(deflateSync(strToU8("[" + " ".repeat(30_000_000) + "]")))}`;
    expect(unpack(bomb)).toMatchObject({ ok: false, error: { code: "damaged" } });
    const [noise = ""] = fc.sample(fc.string({ minLength: 9000, maxLength: 9000 }), { numRuns: 1, seed: 1 });
    const random: Response = { type: "command", commands: [noise], met: [] };
    const tooLong = packAttempt(stateOf([command], [random]), finder([command]));
    expect(tooLong).toMatchObject({ ok: false, error: { code: "too-large" } });
    expect(packAttempt(stateOf([command], [random]), finder([command]), 64_000).ok).toBe(true);
  });

  it("names a question whose version the package doesn't have instead of using another one", () => {
    const form = [single0];
    const text = packed(stateOf(form), form);
    const updated = [{ ...single0, version: 2 }];
    const result = unpackAttempt(text, finder(updated));
    expect(result).toMatchObject({ ok: false, error: { code: "missing-question" } });
    expect(result.ok ? "" : result.error.message).toContain('version 1 of the question "z"');
    expect(packAttempt(stateOf(form), finder(updated))).toMatchObject({ error: { code: "missing-question" } });
  });

  it("doesn't read an answer as another option when the package has other options under the same version", () => {
    const form = [single0];
    const text = packed(stateOf(form, [{ type: "single", option: "b" }]), form);
    const reordered = [{ ...single0, options: single0.options.toReversed() }];
    expect(unpackAttempt(text, finder(reordered)).ok).toBe(true); // b stays in the middle of a, b, c
    const other = [{ ...single0, options: single0.options.map((option) => ({ ...option, id: `${option.id}x` })) }];
    expect(unpackAttempt(text, finder(other))).toMatchObject({ ok: false, error: { code: "damaged" } });
  });

  it("rejects a state that it couldn't read back", () => {
    const state = { ...stateOf([single0]), elapsedSeconds: Number.NaN };
    expect(packAttempt(state, finder([single0]))).toMatchObject({ ok: false, error: { code: "unreadable" } });
  });
});

describe("the check of a form before packaging", () => {
  it("passes only forms of which every state fits, commands within the allowance included", () => {
    fc.assert(
      fc.property(
        aForm(30, fc.oneof(anItem, aCommandItem)).chain((form) => fc.tuple(fc.constant(form), aStateOf(form))),
        ([form, state]) => {
          const within = state.items.every(
            ({ response }) =>
              response?.type !== "command" || JSON.stringify(response.commands).length <= commandAllowance,
          );
          fc.pre(within);
          expect(packed(state, form).length).toBeLessThanOrEqual(stateSize(form));
        },
      ),
      { numRuns: 20 },
    );
  });

  it("accepts 50 questions and rejects 200, and says what to do", () => {
    const [form = []] = fc.sample(aForm(200), { numRuns: 1, seed: 7 });
    expect(checkFormSize(form.slice(0, 50)).ok).toBe(true);
    const refused = checkFormSize(form);
    expect(refused.ok ? "" : refused.error.message).toMatch(
      /^A started attempt at these 200 questions can need \d,\d{3} characters, and the LMS keeps 4,000\. Use fewer questions, or make a SCORM 2004 package\.$/,
    );
    expect(checkFormSize(form, 64_000).ok).toBe(true);
  });

  it("counts what learners type into command questions", () => {
    const commands = Array.from({ length: 20 }, (_, at) => ({ ...command, id: `command-${at}` }));
    expect(checkFormSize(commands.slice(0, 5)).ok).toBe(true);
    expect(checkFormSize(commands).ok).toBe(false);
  });
});

it("generates answers to every type of question", () => {
  for (const item of oneOfEach) expect(fc.sample(anAnswer(item), 1)[0]?.type).toBeDefined();
});
