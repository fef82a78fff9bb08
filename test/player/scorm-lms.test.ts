import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import type { Response } from "../../src/assessment/item.ts";
import { openScorm12 } from "../../src/assignment/scorm/scorm-12.ts";
import type { Delivery } from "../../src/player/player-lms.ts";
import { scormLms } from "../../src/player/scorm-lms.ts";
import { single } from "../assessment/some-items.ts";
import { noon } from "../assignment/scorm/answers.ts";
import { strictScorm12 } from "../assignment/scorm/strict-lms.ts";
import { openStrict12, openStrict2004 } from "../assignment/scorm/strict-sessions.ts";

const attempt: Attempt = {
  id: "a1",
  assessmentId: "assignment",
  title: "Tiers",
  profile: "chapter",
  startedAt: noon,
  position: 0,
  feedback: "end",
  passMark: 0.5,
  items: [{ itemId: single.id, version: single.version, profile: "chapter", order: [] }],
} as unknown as Attempt;
const right: Response = { type: "single", option: "b" };
const wrong: Response = { type: "single", option: "a" };

/** An attempt with one question in an LMS. */
function sit(open: Pick<ReturnType<typeof openStrict12 | typeof openStrict2004>, "session" | "memory">) {
  const deliveries: Delivery[] = [];
  const lms = scormLms(open.session);
  lms.watch((delivery) => deliveries.push(delivery));
  const bodies = new Map([[single.id, single]]);
  const recorder = lms.record({ attempt, bodies, rows: [], now: () => noon });
  const answer = (response: Response) =>
    recorder.answered({ attemptId: "a1", itemId: single.id, response, answeredAt: noon } as never, 0);
  return { lms, recorder, answer, last: () => deliveries.at(-1), ...open };
}

describe.each([
  ["1.2", openStrict12, "cmi.core.score.raw", "cmi.core.lesson_status", "cmi.core.exit"],
  ["2004", openStrict2004, "cmi.score.raw", "cmi.success_status", "cmi.exit"],
] as const)("an attempt in an LMS with SCORM %s", (_, open, score, status, exit) => {
  const result = "cmi.interactions.0.result";

  it("gives neither score nor right or wrong before it is submitted, and both with the result", () => {
    const { recorder, answer, memory, last } = sit(open());
    answer(wrong);
    answer(right);
    expect(memory.values["cmi.interactions.0.id"]).toBeDefined();
    expect([memory.values[score], memory.values[result]]).toEqual([undefined, undefined]);
    expect(memory.calls.at(-1)).toBe("Commit");
    recorder.submitted();
    expect(memory.values[score]).toBe("100");
    expect(memory.values[result]).toBe("correct");
    expect(memory.calls.at(-1)).toBe("Terminate");
    expect(last()).toEqual({ state: "sent", message: "" });
  });

  it("is suspended and closed when the page is left, once", () => {
    const { lms, recorder, answer, memory } = sit(open());
    answer(right);
    recorder.leave();
    lms.close(false);
    lms.close(false);
    expect(memory.values[exit]).toBe("suspend");
    expect(memory.calls.filter((call) => call === "Terminate")).toHaveLength(1);
  });

  it("is closed without being suspended when it was submitted earlier", () => {
    const { lms, memory } = sit(open());
    lms.close(true);
    expect(memory.values[exit]).not.toBe("suspend");
    expect(memory.calls.at(-1)).toBe("Terminate");
  });

  it("isn't told again after the result", () => {
    const { lms, recorder, answer, memory } = sit(open());
    answer(right);
    recorder.submitted();
    const calls = memory.calls.length;
    lms.close(false);
    expect(memory.calls).toHaveLength(calls);
    expect(memory.values[status]).toBe("passed");
  });
});

/** Opens an LMS of SCORM 1.2 that lacks some elements. */
function openWithout(missing: RegExp) {
  const lms = strictScorm12();
  const { LMSSetValue: set, LMSGetLastError: error } = lms.api;
  let isMissing = false;
  const api: typeof lms.api = {
    ...lms.api,
    LMSSetValue: (element, value) => {
      isMissing = missing.test(element);
      return isMissing ? "false" : set(element, value);
    },
    LMSGetLastError: () => (isMissing ? "401" : error()),
  };
  const opened = openScorm12(api, { utcOffsetMinutes: 0 });
  if (!opened.ok) throw new Error(opened.error.message);
  return { ...lms, session: opened.value.session };
}

describe("an LMS that lacks elements", () => {
  it("has the result all the same when they are optional", () => {
    const { recorder, answer, memory, last } = sit(openWithout(/score\.(min|max)$|interactions/));
    answer(right);
    expect(last()).toEqual({ state: "sent", message: "" });
    recorder.submitted();
    expect(memory.values["cmi.core.score.raw"]).toBe("100");
    expect(memory.calls.at(-1)).toBe("Terminate");
    expect(last()?.state).toBe("sent");
  });

  it("keeps the attempt open when it has no score, so that the result can be sent again", () => {
    const { recorder, answer, memory, last } = sit(openWithout(/score\.raw$/));
    answer(right);
    const saved = memory.values["cmi.suspend_data"];
    recorder.submitted();
    expect(last()?.state).toBe("failed");
    expect(memory.values["cmi.suspend_data"]).toBe(saved);
    expect(memory.calls).not.toContain("Terminate");
  });
});
