import { Scorm12API, Scorm2004API } from "scorm-again";
import { describe, expect, it, vi } from "vitest";
import type { ScormVersion } from "../../../src/assignment/scorm/find-api.ts";
import { placeLaunchData } from "../../../src/assignment/scorm/launch-data.ts";
import type { LmsSession } from "../../../src/assignment/scorm/lms-session.ts";
import { openLms } from "../../../src/assignment/scorm/open-lms.ts";
import { packAttempt, unpackAttempt } from "../../../src/assignment/scorm/suspend-data.ts";
import { urlNamespace, uuidV5 } from "../../../src/assignment/xapi/uuid-v5.ts";
import { oneOfEach } from "../../assessment/some-items.ts";
import { interaction, recorded } from "./answers.ts";

const quiet = { autocommit: false, logLevel: 5 } as const;

const start12 = () => new Scorm12API(quiet);
const start2004 = () => new Scorm2004API(quiet);

function open(page: unknown, version: ScormVersion): LmsSession {
  const opened = openLms(page, version, { utcOffsetMinutes: 0 });
  if (!opened.ok) throw new Error(opened.error.message);
  expect(opened.value.warnings).toEqual([]);
  return opened.value.session;
}

const findBody = (id: string) => oneOfEach.find((item) => item.id === id);
const state = {
  assignment: "asg-1",
  attempt: 1,
  position: 3,
  elapsedSeconds: 90,
  items: recorded.map(({ item, response }) => ({
    itemId: item.id,
    version: item.version,
    profile: item.askedUnder,
    order: [],
    response,
    checked: false,
    flagged: false,
    hinted: false,
    seconds: 12,
  })),
};

/** Fields of the interactions that the run-time holds. */
const storedIn = (interactions: { childArray: unknown[] }): Record<string, unknown>[] =>
  interactions.childArray.map((entry) => JSON.parse(JSON.stringify(entry)));

/** Answers every question, saves the state and closes the session. */
function answerAll(session: LmsSession): void {
  const saved = packAttempt(state, findBody, session.stateLimit);
  expect(session.saveState(saved.ok ? saved.value : "")).toEqual({ ok: true });
  for (const { item, response } of recorded) {
    expect(session.addTime(12.5)).toEqual({ ok: true });
    expect(session.recordAnswer(interaction(item, response)), item.type).toEqual({ ok: true });
    expect(session.recordAnswer(interaction(item, response)), `${item.type} again`).toEqual({ ok: true });
  }
  expect(session.setScore(11 / 15)).toEqual({ ok: true });
  expect(session.setStatus({ completed: true, passed: true })).toEqual({ ok: true });
  expect(session.finish({ suspend: true })).toEqual({ ok: true });
}

describe("a session with the run-time scorm-again", () => {
  it("records score, status, time, answers and state by SCORM 1.2, and resumes", () => {
    const lms = start12();
    answerAll(open({ parent: { API: lms } }, "1.2"));
    expect(lms.cmi.core.score).toMatchObject({ raw: "73.33", min: "0", max: "100" });
    expect(lms.cmi.core.lesson_status).toBe("passed");
    const stored = storedIn(lms.cmi.interactions);
    expect(stored.map((entry) => entry["id"])).toEqual(recorded.map(({ item }) => item.id));
    expect(stored.map((entry) => entry["type"])).toEqual(recorded.map(({ type12 }) => type12));
    expect(stored.map((entry) => entry["student_response"])).toEqual(recorded.map(({ response12 }) => response12));
    expect(stored.map((entry) => entry["result"])).toEqual(recorded.map(({ right }) => (right ? "correct" : "wrong")));

    const later = start12();
    later.loadFromJSON(
      { suspend_data: lms.cmi.suspend_data, core: { entry: "resume", lesson_status: "passed" } },
      "cmi",
    );
    const resumed = open({ API: later }, "1.2");
    expect(resumed.entry).toBe("resume");
    expect(unpackAttempt(resumed.resumeState, findBody)).toEqual({ ok: true, value: state });
  });

  it("records score, status, time, answers and state by SCORM 2004, and resumes", () => {
    const lms = start2004();
    answerAll(open({ parent: { API_1484_11: lms } }, "2004"));
    expect(lms.cmi.score).toMatchObject({ scaled: "0.7333", raw: "73.33" });
    expect(lms.cmi.completion_status).toBe("completed");
    expect(lms.cmi.success_status).toBe("passed");
    const stored = storedIn(lms.cmi.interactions);
    expect(stored.map((entry) => entry["id"])).toEqual(recorded.map(({ item }) => `urn:drydock:${item.id}`));
    expect(stored.map((entry) => entry["type"])).toEqual(recorded.map(({ type2004 }) => type2004));
    expect(stored.map((entry) => entry["learner_response"])).toEqual(recorded.map(({ response2004 }) => response2004));
    expect(stored.map((entry) => entry["description"])).toEqual(recorded.map(() => "What now?"));

    const later = start2004();
    later.loadFromJSON({ suspend_data: lms.cmi.suspend_data, entry: "resume", completion_status: "completed" }, "cmi");
    const resumed = open({ API_1484_11: later }, "2004");
    expect(resumed.entry).toBe("resume");
    expect(unpackAttempt(resumed.resumeState, findBody)).toEqual({ ok: true, value: state });
  });

  it("isn't opened without an LMS, which is said", () => {
    expect(openLms({}, "1.2", { utcOffsetMinutes: 0 })).toMatchObject({ ok: false, error: { code: "no-lms" } });
  });

  it("works in a page without HTTPS, which has no WebCrypto", () => {
    vi.stubGlobal("crypto", undefined);
    try {
      answerAll(open({ API: start12() }, "1.2"));
      expect(placeLaunchData("x".repeat(300), "1.2").file).toBeDefined();
      expect(uuidV5(urlNamespace, "a")).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
