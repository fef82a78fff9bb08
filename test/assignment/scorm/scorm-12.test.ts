import { describe, expect, it } from "vitest";
import { choose, series, single } from "../../assessment/some-items.ts";
import { interaction, recorded } from "./answers.ts";
import { openStrict12 as open } from "./strict-sessions.ts";

describe("a session of SCORM 1.2", () => {
  it("leaves the status of a resumed attempt alone", () => {
    const { memory } = open({ "cmi.core.entry": "resume", "cmi.core.lesson_status": "failed" });
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

  it.each(recorded)("records an answer to $item.type as $type12", (row) => {
    const { session, memory } = open();
    expect(session.recordAnswer(interaction(row.item, row.response))).toEqual({ ok: true });
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
