import { describe, expect, it } from "vitest";
import { openScorm2004 } from "../../../src/assignment/scorm/scorm-2004.ts";
import { choose, single } from "../../assessment/some-items.ts";
import { interaction, recorded } from "./answers.ts";
import { strictScorm2004 } from "./strict-lms.ts";
import { openStrict2004 as open } from "./strict-sessions.ts";

describe("a session of SCORM 2004", () => {
  it.each([
    [0, "0", "0"],
    [1, "1", "100"],
    [11 / 15, "0.7333", "73.33"],
    [0.00001, "0", "0"],
  ])("writes a share of %d as %s scaled and %s points of 100", (share, scaled, raw) => {
    const { session, memory } = open();
    expect(session.setScore(share)).toEqual({ ok: true });
    expect(memory.values).toMatchObject({
      "cmi.score.scaled": scaled,
      "cmi.score.raw": raw,
      "cmi.score.min": "0",
      "cmi.score.max": "100",
    });
  });

  it("writes completion and success apart, and no success while it isn't known", () => {
    const { session, memory } = open();
    session.setStatus({ completed: true });
    expect(memory.values["cmi.completion_status"]).toBe("completed");
    expect(memory.values["cmi.success_status"]).toBeUndefined();
    session.setStatus({ completed: true, passed: false });
    expect(memory.values["cmi.success_status"]).toBe("failed");
  });

  it.each(recorded)("records an answer to $item.type as $type2004: id, type, then the rest", (row) => {
    const { session, memory } = open();
    const before = memory.calls.length;
    expect(session.recordAnswer(interaction(row.item, row.response))).toEqual({ ok: true });
    const field = (name: string) => memory.values[`cmi.interactions.0.${name}`];
    expect(field("id")).toBe(`urn:drydock:${row.item.id}`);
    expect(field("type")).toBe(row.type2004);
    expect(field("learner_response")).toBe(row.response2004);
    expect(row.key2004.map((_, at) => field(`correct_responses.${at}.pattern`))).toEqual(row.key2004);
    expect(field("result")).toBe(row.right ? "correct" : "incorrect");
    expect(field("timestamp")).toBe("2026-01-31T12:00:00.00Z");
    expect(field("latency")).toBe("PT12.5S");
    expect(field("description")).toBe("What now?");
    const written = memory.calls
      .slice(before)
      .map((call) => /^Set cmi\.interactions\.0\.(\w+)/.exec(call)?.[1] ?? call);
    expect(written.slice(0, 2)).toEqual(["id", "type"]);
  });

  it("replaces the answer to a question, also one of an earlier session", () => {
    const { session, memory } = open({
      "cmi.interactions.0.id": "urn:drydock:single",
      "cmi.interactions.0.type": "choice",
      "cmi.interactions.1.id": "urn:drydock:other",
    });
    session.recordAnswer(interaction(single, { type: "single", option: "b" }));
    session.recordAnswer(interaction(choose, { type: "choose", options: ["b", "d"] }));
    session.recordAnswer(interaction(choose, { type: "choose", options: ["a"] }));
    expect(memory.values).toMatchObject({
      "cmi.interactions.0.learner_response": "b",
      "cmi.interactions.2.id": "urn:drydock:choose",
      "cmi.interactions.2.learner_response": "a",
    });
    expect(memory.values["cmi.interactions.3.id"]).toBeUndefined();
  });

  it("writes options whose ids have hyphens or spaces as identifiers that Moodle accepts, all different", () => {
    const { session, memory } = open();
    const ids = ["move-down", "move_down", "move down", "größe"];
    const odd = { ...choose, options: ids.map((id) => ({ id, html: id, rationale: "", correct: true })), choose: 4 };
    expect(session.recordAnswer(interaction(odd, { type: "choose", options: ids }))).toEqual({ ok: true });
    const picks = memory.values["cmi.interactions.0.learner_response"]?.split("[,]") ?? [];
    expect(new Set(picks).size).toBe(4);
    for (const pick of picks) expect(pick).toMatch(/^[\w.]{1,250}$/);
  });

  it("cuts a long stem to 250 characters on one line, and keeps one that begins with a brace", () => {
    const { session, memory } = open();
    const long = { ...single, id: "long", stem: `<p>First line.</p>\n<p>${"Word ".repeat(80)}</p>` };
    const braces = { ...single, id: "braces", stem: "<p>{{.Run.ID}} is what?</p>" };
    expect(session.recordAnswer(interaction(long, undefined))).toEqual({ ok: true });
    expect(session.recordAnswer(interaction(braces, undefined))).toEqual({ ok: true });
    expect(memory.values["cmi.interactions.0.description"]).toMatch(/^First line\. Word .{220,}…$/);
    expect(memory.values["cmi.interactions.0.description"]).toHaveLength(250);
    expect(memory.values["cmi.interactions.1.description"]).toBe("{lang=en}{{.Run.ID}} is what?");
  });

  it("adds up the session's time as a duration", () => {
    const { session, memory } = open();
    session.addTime(12.5);
    expect(memory.values["cmi.session_time"]).toBe("PT12.5S");
    session.addTime(7200);
    expect(memory.values["cmi.session_time"]).toBe("PT2H12.5S");
  });

  it("returns the LMS's error text when it rejects an answer's id, and doesn't send the fields that would fail too", () => {
    const lms = strictScorm2004();
    const opened = openScorm2004({
      ...lms.api,
      SetValue: (element, value) => lms.api.SetValue(element, element.endsWith(".id") ? "with space" : value),
    });
    if (!opened.ok) throw new Error(opened.error.message);
    const before = lms.memory.calls.length;
    const result = opened.value.session.recordAnswer(interaction(single, { type: "single", option: "a" }));
    expect(result).toMatchObject({ ok: false, error: { code: "lms-error", lmsCode: "406" } });
    expect(lms.memory.calls.slice(before).filter((call) => call.includes("learner_response"))).toEqual([]);
  });
});
