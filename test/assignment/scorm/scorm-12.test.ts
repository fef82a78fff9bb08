import { describe, expect, it } from "vitest";
import { openScorm12 } from "../../../src/assignment/scorm/scorm-12.ts";
import { choose, series, single } from "../../assessment/some-items.ts";
import { interaction, recorded } from "./answers.ts";
import { strictScorm12 } from "./strict-lms.ts";

function open(values: Record<string, string> = {}, utcOffsetMinutes = 0) {
  const lms = strictScorm12(values);
  const opened = openScorm12(lms.api, { utcOffsetMinutes });
  if (!opened.ok) throw new Error(opened.error.message);
  return { ...lms, session: opened.value.session, warnings: opened.value.warnings };
}

describe("a session of SCORM 1.2", () => {
  it("asks for a suspended attempt and commits before anything else is written", () => {
    const { memory, warnings } = open();
    expect(warnings).toEqual([]);
    const writes = memory.calls.filter((call) => !call.startsWith("Get "));
    expect(writes).toEqual([
      "Initialize",
      "Set cmi.core.exit=suspend",
      "Commit",
      "Set cmi.core.lesson_status=incomplete",
      "Commit",
    ]);
  });

  it("reads learner, launch data, pass mark, mode and the saved state, and leaves the status of a resumed attempt alone", () => {
    const { session, memory } = open({
      "cmi.launch_data": "asg",
      "cmi.student_data.mastery_score": "60",
      "cmi.core.entry": "resume",
      "cmi.core.lesson_status": "failed",
      "cmi.suspend_data": "1.abc",
    });
    expect(session).toMatchObject({
      version: "1.2",
      mode: "normal",
      launchData: "asg",
      learner: { id: "s1", name: "Learner, Test" },
      resumeState: "1.abc",
      entry: "resume",
      passMark: 0.6,
      stateLimit: 4000,
    });
    expect(memory.values["cmi.core.lesson_status"]).toBe("failed");
  });

  it.each([
    [0, "0"],
    [1, "100"],
    [11 / 15, "73.33"],
    [2 / 3, "66.67"],
    [0.0001, "0.01"],
  ])("writes a share of %d as %s points of 100", (share, raw) => {
    const { session, memory } = open();
    expect(session.setScore(share)).toEqual({ ok: true });
    expect(memory.values).toMatchObject({
      "cmi.core.score.raw": raw,
      "cmi.core.score.min": "0",
      "cmi.core.score.max": "100",
    });
  });

  it("never rounds a score up to the pass mark", () => {
    const { session, memory } = open({ "cmi.student_data.mastery_score": "60" });
    session.setScore(0.59999);
    expect(memory.values["cmi.core.score.raw"]).toBe("59.99");
    session.setScore(0.6);
    expect(memory.values["cmi.core.score.raw"]).toBe("60");
  });

  it.each([1.3, -0.1, Number.NaN])("rejects a share of %d and doesn't call the LMS", (share) => {
    const { session, memory } = open();
    const before = memory.calls.length;
    expect(session.setScore(share)).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(memory.calls).toHaveLength(before);
  });

  it.each([
    [{ completed: false }, "incomplete"],
    [{ completed: true }, "completed"],
    [{ completed: true, passed: true }, "passed"],
    [{ completed: true, passed: false }, "failed"],
    [{ completed: false, passed: true }, "incomplete"],
  ])("writes the status %j as %s", (status, text) => {
    const { session, memory } = open();
    expect(session.setStatus(status)).toEqual({ ok: true });
    expect(memory.values["cmi.core.lesson_status"]).toBe(text);
  });

  it.each(recorded)("records an answer to $item.type as $type12 and commits it", (row) => {
    const { session, memory } = open();
    const commits = memory.commits;
    expect(session.recordAnswer(interaction(row.item, row.response))).toEqual({ ok: true });
    expect(memory.commits).toBe(commits + 1);
    const field = (name: string) => memory.values[`cmi.interactions.0.${name}`];
    expect(field("id")).toBe(row.item.id);
    expect(field("type")).toBe(row.type12);
    expect(field("student_response")).toBe(row.response12);
    expect(row.key12.map((_, at) => field(`correct_responses.${at}.pattern`))).toEqual(row.key12);
    expect(field("result")).toBe(row.right ? "correct" : "wrong");
    expect(field("time")).toBe("12:00:00");
    expect(field("latency")).toBe("0000:00:12.50");
    expect(field("objectives.0.id")).toBe("SKU-1");
  });

  it("replaces the answer to a question in the same session, and adds after those of earlier sessions", () => {
    const { session, memory } = open({ "cmi.interactions.0.id": "earlier" });
    session.recordAnswer(interaction(single, { type: "single", option: "a" }));
    session.recordAnswer(interaction(choose, { type: "choose", options: ["b", "d"] }));
    session.recordAnswer(interaction(single, { type: "single", option: "b" }));
    expect(memory.values).toMatchObject({
      "cmi.interactions.0.id": "earlier",
      "cmi.interactions.1.id": "single",
      "cmi.interactions.1.student_response": "b",
      "cmi.interactions.1.result": "correct",
      "cmi.interactions.2.id": "choose",
    });
    expect(memory.values["cmi.interactions.3.id"]).toBeUndefined();
  });

  it("records a skipped question as wrong, without a response", () => {
    const { session, memory } = open();
    expect(session.recordAnswer(interaction(single, undefined))).toEqual({ ok: true });
    expect(memory.values["cmi.interactions.0.result"]).toBe("wrong");
    expect(memory.values["cmi.interactions.0.student_response"]).toBeUndefined();
  });

  it("writes the id of a question with spaces and other characters in a form that the LMS accepts", () => {
    const { session, memory } = open();
    const odd = { ...series, id: "große frage 1?" };
    expect(session.recordAnswer(interaction(odd, { type: "series", meetsGoal: false }))).toEqual({ ok: true });
    expect(memory.values["cmi.interactions.0.id"]).toMatch(/^[!-~]{1,255}$/);
  });

  it("records a question with more parts than SCORM has characters as text of at most 255 characters", () => {
    const { session, memory } = open();
    const options = Array.from({ length: 40 }, (_, at) => ({
      id: `o${at}`,
      html: `Option ${at} ${"x".repeat(40)}`,
      rationale: "",
      correct: at >= 30,
    }));
    const large = { ...choose, options, choose: 10 };
    const chosen = { type: "choose" as const, options: options.slice(30).map(({ id }) => id) };
    expect(session.recordAnswer(interaction(large, chosen))).toEqual({ ok: true });
    expect(memory.values["cmi.interactions.0.type"]).toBe("fill-in");
    expect(memory.values["cmi.interactions.0.student_response"]).toMatch(/^Option 30 x/);
  });

  it("uses the time zone for the time of day", () => {
    const { session, memory } = open({}, 90);
    session.recordAnswer(interaction(single, { type: "single", option: "a" }));
    expect(memory.values["cmi.interactions.0.time"]).toBe("13:30:00");
  });

  it("adds up the session's time", () => {
    const { session, memory } = open();
    session.addTime(3599.5);
    session.addTime(61);
    expect(memory.values["cmi.core.session_time"]).toBe("0001:01:00.50");
    expect(session.addTime(-1)).toMatchObject({ ok: false, error: { code: "invalid" } });
    session.addTime(1e9);
    expect(memory.values["cmi.core.session_time"]).toBe("9999:59:59.99");
  });

  it("rejects a state over 4,000 characters instead of sending it", () => {
    const { session, memory } = open();
    expect(session.saveState("x".repeat(4001))).toMatchObject({ ok: false, error: { code: "invalid" } });
    expect(memory.values["cmi.suspend_data"]).toBeUndefined();
    expect(session.saveState("x".repeat(4000))).toEqual({ ok: true });
  });

  it("finishes with or without a suspended attempt, and then sends nothing", () => {
    for (const suspend of [true, false]) {
      const { session, memory } = open();
      expect(session.finish({ suspend })).toEqual({ ok: true });
      expect(memory.values["cmi.core.exit"]).toBe(suspend ? "suspend" : "");
      expect(memory.calls.slice(-2)).toEqual(["Commit", "Terminate"]);
      const before = memory.calls.length;
      const results = [
        session.saveState("x"),
        session.setScore(1),
        session.setStatus({ completed: true }),
        session.recordAnswer(interaction(single, undefined)),
        session.addTime(1),
        session.commit(),
        session.finish({ suspend }),
      ];
      expect(results.map((result) => (result.ok ? "" : result.error.code))).toEqual(results.map(() => "ended"));
      expect(memory.calls).toHaveLength(before);
    }
  });

  it.each(["browse", "review"])("records nothing in %s mode and says so", (mode) => {
    const { session, memory } = open({ "cmi.core.lesson_mode": mode });
    expect(session.mode).toBe(mode);
    for (const result of [
      session.setScore(1),
      session.recordAnswer(interaction(single, undefined)),
      session.commit(),
    ]) {
      expect(result).toMatchObject({ ok: false, error: { code: "not-recorded" } });
    }
    expect(session.finish({ suspend: true })).toEqual({ ok: true });
    expect(memory.calls.filter((call) => /^(Set|Commit)/.test(call))).toEqual([]);
  });
});
