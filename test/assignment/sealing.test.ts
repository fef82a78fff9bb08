import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { fromCode, toCode } from "../../src/assignment/packing.ts";
import { packResult, unpackResult, type ReturnedResult } from "../../src/assignment/returned-result.ts";
import { openSealed, seal, sealedFor } from "../../src/assignment/sealing.ts";
import { openSubmission, sealSubmission, submissionText } from "../../src/assignment/submission.ts";
import {
  anAssignment,
  aSubmission,
  instructorKeys,
  learnerPrivateKey,
  otherPrivateKey,
} from "../support/assignments.ts";

const hash = assignmentHash(anAssignment());
const to = publicHalf(instructorKeys.seal);
const key = instructorKeys.seal;
const fixed = { ephemeral: otherPrivateKey, nonce: new Uint8Array(12).fill(7) };

describe("a sealed submission", () => {
  it("is opened by the instructor alone, with everything that was in it", async () => {
    const submission = aSubmission({ assignment: hash });
    const sealed = await sealSubmission(submission, to);
    expect(await openSubmission(sealed, key)).toEqual({ ok: true, value: submission });
    expect(await openSubmission(sealed, otherPrivateKey)).toMatchObject({ ok: false, error: { code: "otherKey" } });
  });

  it("has these bytes (golden vector), and bytes sealed before are still opened", async () => {
    const text = submissionText(aSubmission({ assignment: hash }));
    const sealed = toCode(await seal("submission", text, { hash, to, randomness: fixed }));
    expect(sealed).toMatchInlineSnapshot(
      `"QUNSU1VCMQpBKmu1MQBDszjOlx6oaiYe4U_aOtTojAnjd6-OUTvbV-nR9BpcsdjlBAxipBLkd3cdCTi-zHe4S38sTaDKt_ZLgc2xlNyKquWJa8GlJmhOPePjhDUGS0nxCD9WngCKE2TpMKPosO5BPWcHBwcHBwcHBwcHBwdFUlZTqeq4A95m3kJ3aWU1vPAQCh_93cUifoOKd690SFKEw6CHCik8k0TvvXyDRTSMApOInBVlL956Rhrb6bjgjgqEOlRucABKBAygXPBpNyIJa6De-R8o7TWxJXHdDtrGnhQZ4mQyBMIFqeJ37QqXyUX7TzDXNLYTsprC392RwIv0TDY18NM3RGaOwvOj7igKMjOwv6te1dSbeU99jq9t-KZr3V65JpJSp29acrKK7xIP46cTIRnQF-GTTkxJ9Fx9BfPS3KVeO7OWlJiWyRNqFxVclleoHPYnQjsCNtGHyh6LL01swsUJnGHukqwuP16hRnp_-_17rEZhjq3DbeKLu7sWNXDFz_V7ZrSHjImffm3crSGZBtf_H34GpvR8Ia8-aY8UhNBvq_Gm2ebeOU-_8a9eU69Oi8OQChvt_A8bBVSw-FW6QbsgaPKQjolk6vLSj11MdP7NmdVELYSJEwU9oOCAoiJuXQy4-ZyavzJyfp7EeZxsYLYUHMli7zAuvjy4BEtlWvxPeyJEGvT5ZyRNTdGiIM028t51VzbeC3A_Tbo6Ilq7cPmuFY8YoWX-ArXxxaY"`,
    );
    expect(await openSubmission(fromCode(sealed) ?? new Uint8Array(), key)).toMatchObject({ ok: true });
  });

  it("says which assignment it belongs to without a key", async () => {
    expect(sealedFor("submission", await sealSubmission(aSubmission({ assignment: hash }), to))).toEqual({
      ok: true,
      value: hash,
    });
  });

  it("with any byte changed is rejected, whether its checksum was repaired or not", async () => {
    const sealed = await seal("submission", "text", { hash, to, randomness: fixed });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const opened = await openSealed("submission", changed, key);
        expect(opened).toMatchObject({ ok: false });
      }),
    );
  });

  it("that was cut off, or is another kind of file, says so", async () => {
    const sealed = await seal("submission", "text", { hash, to });
    for (const [bytes, code] of [
      [sealed.subarray(0, -1), "damaged"],
      [sealed.subarray(0, 60), "damaged"],
      [new TextEncoder().encode("PK a zip file"), "notSealed"],
      [new Uint8Array(), "notSealed"],
      [new TextEncoder().encode("ACRSUB9\nfrom the future"), "newerVersion"],
    ] as const) {
      expect(await openSealed("submission", bytes, key)).toMatchObject({ ok: false, error: { code } });
    }
  });

  it("of one kind isn't taken for another", async () => {
    const sealed = await seal("result", "text", { hash, to });
    expect(await openSealed("submission", sealed, key)).toMatchObject({ ok: false, error: { code: "notSealed" } });
  });

  it("whose content isn't a submission is named as that", async () => {
    for (const text of ["no JSON", "{}", '{"v":9}']) {
      const opened = await openSubmission(await seal("submission", text, { hash, to }), key);
      expect(opened.ok).toBe(false);
      if (!opened.ok) expect(opened.error.code).toBe(text.includes("9") ? "newerVersion" : "invalid");
    }
  });

  it("is small: 20 answers fit into 3 kB", async () => {
    const [answer] = aSubmission({ assignment: hash }).answers;
    if (!answer) throw new Error("no answer");
    const answers = Array.from({ length: 20 }, (_, at) => ({ ...answer, itemId: `REP-${at}-a`, seconds: at * 7.3 }));
    expect((await sealSubmission(aSubmission({ assignment: hash, answers }), to)).length).toBeLessThan(3000);
  });
});

describe("a returned result", () => {
  const result: ReturnedResult = {
    v: 1,
    submission: "BBBBBBBBBBBBBBBBBBBBBA",
    assignment: hash,
    at: 5,
    earned: 7.5,
    maximum: 10,
    passed: true,
    remark: "One day late.",
    comment: "Well argued.",
    items: [{ itemId: "sku-1", earned: 1, maximum: 1 }],
    shows: "answers",
  };
  const returnKey = publicHalf(learnerPrivateKey);
  const signKey = publicHalf(instructorKeys.sign);

  it("is read by the learner whose submission it answers", async () => {
    const bytes = await packResult(result, instructorKeys.sign, returnKey);
    expect(await unpackResult(bytes, learnerPrivateKey, signKey)).toEqual({ ok: true, value: result });
    expect(await unpackResult(bytes, otherPrivateKey, signKey)).toMatchObject({
      ok: false,
      error: { code: "otherKey" },
    });
  });

  it("that someone else made is rejected, although it's sealed to the learner", async () => {
    const forged = await packResult(result, { ...otherPrivateKey }, returnKey);
    expect(await unpackResult(forged, learnerPrivateKey, signKey)).toMatchObject({
      ok: false,
      error: { code: "badSignature" },
    });
  });
});
