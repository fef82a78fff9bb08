import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTerms, termsFor, unpackTerms, type Accommodation } from "../../src/assignment/accommodation.ts";
import { canonicalJson } from "../../src/assessment/canonical-json.ts";
import { assignmentHash, hashText } from "../../src/assignment/identity.ts";
import { judge, keptShare } from "../../src/assignment/judge.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { packText, toCode } from "../../src/assignment/packing.ts";
import { sign } from "../../src/assignment/signing.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";

const minute = 60_000;
const day = 86_400_000;
const dueAt = Date.UTC(2026, 11, 18, 17);
const late = { graceSeconds: 300, penalty: 0.1, per: "day" as const, most: 0.5, closesAt: dueAt + 10 * day };
const assignment = anAssignment({ dueAt, late, seconds: 1800 });
const at = (submittedAt: number, fields = {}) => ({
  id: "s",
  attempt: 1,
  startedAt: submittedAt - 20 * minute,
  submittedAt,
  ...fields,
});

describe("lateness", () => {
  const judged = (submittedAt: number, fields = {}) => judge(at(submittedAt, fields), termsFor(assignment));

  it("begins at the end of the grace period, which the due date itself isn't in", () => {
    expect(judged(dueAt - 1).lateSeconds).toBe(0);
    expect(judged(dueAt + 299_999).lateSeconds).toBe(0);
    expect(judged(dueAt + 300_000)).toMatchObject({ lateSeconds: 1, penalty: 0.1 });
  });

  it("takes away more for each day begun, up to the most", () => {
    expect(judged(dueAt + 300_000 + day).penalty).toBeCloseTo(0.1);
    expect(judged(dueAt + 301_000 + day).penalty).toBeCloseTo(0.2);
    expect(judged(dueAt + 9 * day).penalty).toBe(0.5);
  });

  it("is judged by the time at which an LMS received it, where that's known", () => {
    expect(judged(dueAt - 1, { receivedAt: dueAt + day }).lateSeconds).toBeGreaterThan(0);
  });

  it("ends with the closing date, after which nothing counts", () => {
    expect(judged(dueAt + 10 * day - 1).excluded).toBeUndefined();
    expect(judged(dueAt + 10 * day).excluded).toBe("closed");
  });
});

describe("time and attempts", () => {
  it("allow a minute for handing in, then count what was over", () => {
    const used = (seconds: number) =>
      judge(at(dueAt - 1, { startedAt: dueAt - 1 - seconds * 1000 }), termsFor(assignment));
    expect(used(1860).overSeconds).toBe(0);
    expect(used(1900).overSeconds).toBe(40);
    expect(judge(at(dueAt - 1, { startedAt: 0 }), termsFor({ ...assignment, seconds: null })).overSeconds).toBe(0);
  });

  it("leave out attempts beyond those allowed, and those from before it opened", () => {
    expect(judge(at(dueAt - 1, { attempt: 3 }), termsFor(assignment)).excluded).toBe("tooManyAttempts");
    const opens = { ...assignment, opensAt: dueAt - day };
    expect(judge(at(dueAt - 2 * day), termsFor(opens)).excluded).toBe("beforeOpening");
  });

  it.each([
    ["highest", 0.9],
    ["latest", 0.6],
    ["first", 0.5],
    ["average", 2 / 3],
  ] as const)("keep the %s attempt, in whatever order they arrived", (keep, expected) => {
    const shares = [0.5, 0.9, 0.6].map((share, index) => ({ attempt: index + 1, share }));
    fc.assert(
      fc.property(fc.shuffledSubarray(shares, { minLength: 3 }), (arrived) => {
        expect(keptShare(arrived, keep)).toBeCloseTo(expected);
      }),
    );
    expect(keptShare([], keep)).toBeUndefined();
  });
});

describe("other terms for a learner", () => {
  it("give more time, a later due date with a later end, and more attempts", () => {
    const terms = termsFor(assignment, { factor: 1.5, dueAt: dueAt + 20 * day, extraAttempts: 1 });
    expect(terms).toMatchObject({ seconds: 2700, dueAt: dueAt + 20 * day, attempts: 3 });
    expect(terms.late.closesAt).toBe(dueAt + 30 * day);
    expect(judge(at(dueAt + day, { startedAt: dueAt + day - 44 * minute }), terms)).toEqual({
      lateSeconds: 0,
      penalty: 0,
      overSeconds: 0,
    });
  });

  it("leave as much time for late work after a due date of their own as the class has, unless they say otherwise", () => {
    const closing = (accommodation: Accommodation, closesAt = late.closesAt) =>
      termsFor(anAssignment({ dueAt, late: { ...late, closesAt } }), accommodation).late.closesAt;
    expect(closing({ dueAt: dueAt + 3 * day })).toBe(dueAt + 13 * day);
    expect(closing({ dueAt: dueAt + 3 * day, closesAt: dueAt + 4 * day })).toBe(dueAt + 4 * day);
    // The grace is part of the time, also where nothing is accepted after the due date.
    expect(closing({ dueAt: dueAt + 3 * day }, dueAt)).toBe(dueAt + 3 * day + 300_000);
    expect(closing({}, dueAt)).toBe(dueAt);
  });

  it("can take the limit away, and never shorten it", () => {
    expect(termsFor(assignment, { factor: null }).seconds).toBeNull();
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5, noNaN: true }), fc.nat(1440), (factor, extraMinutes) => {
        expect(termsFor(assignment, { factor, extraMinutes }).seconds).toBeGreaterThanOrEqual(1800);
      }),
    );
  });

  const hash = assignmentHash(assignment);
  const signKey = publicHalf(instructorKeys.sign);

  it("travel in a code that works for every identity of the learner, and for those of nobody else", async () => {
    const identities = ["kim@example.org", "1001", "Kim@Example.org"];
    const code = await packTerms(hash, identities, { factor: 2 }, instructorKeys.sign);
    const reads = async (learner: string) => (await unpackTerms(code, { hash, learner, signKey })).ok;
    expect(await Promise.all(["KIM@example.org", " 1001", "1002"].map(reads))).toEqual([true, true, false]);
    expect(code.length).toBeLessThan(1000);
  });

  it("still travel in a code that an earlier version made for one identity", async () => {
    const learner = "kim@example.org";
    const text = canonicalJson({
      v: 1,
      assignment: hash,
      learner: hashText(`${hash}\0${learner}`),
      terms: { factor: 2 },
    });
    const code = toCode(Uint8Array.from([...(await sign(text, instructorKeys.sign)), ...packText(text)]));
    expect(await unpackTerms(code, { hash, learner, signKey })).toEqual({ ok: true, value: { factor: 2 } });
  });

  it("can't be made from another text that the instructor signed", async () => {
    const payload = await packAssignment(assignment, instructorKeys.sign);
    expect(await unpackTerms(payload, { hash, learner: "kim", signKey })).toMatchObject({
      ok: false,
      error: { code: "invalid" },
    });
  });

  it("travel in a code that only its learner can use, for this assignment alone", async () => {
    const terms = { factor: 1.5, extraAttempts: 1 };
    const code = await packTerms(hash, "Kim@Example.org", terms, instructorKeys.sign);
    const read = (change: { hash?: string; learner?: string; code?: string }) =>
      unpackTerms(change.code ?? code, { hash, learner: "kim@example.org", signKey, ...change });
    expect(await read({})).toEqual({ ok: true, value: terms });
    expect(await read({ learner: "sam@example.org" })).toMatchObject({ ok: false, error: { code: "otherLearner" } });
    expect(await read({ hash: "A".repeat(43) })).toMatchObject({ ok: false, error: { code: "otherAssignment" } });
    expect(await read({ code: `${code.slice(0, -6)}AAAAAA` })).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(await read({ code: "" })).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(code).not.toContain("kim");
  });
});
