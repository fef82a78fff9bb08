import { describe, expect, it } from "vitest";
import type { LmsSession } from "../../../src/assignment/scorm/lms-session.ts";
import { openScorm12 } from "../../../src/assignment/scorm/scorm-12.ts";
import { single } from "../../assessment/some-items.ts";
import { interaction } from "./answers.ts";
import { strictScorm12 } from "./strict-lms.ts";

describe("failures of an LMS", () => {
  const openWith = (change: Partial<ReturnType<typeof strictScorm12>["api"]>) => {
    const lms = strictScorm12();
    return { ...lms, opened: openScorm12({ ...lms.api, ...change }, { utcOffsetMinutes: 0 }) };
  };
  const sessionOf = ({ opened }: ReturnType<typeof openWith>): LmsSession => {
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value.session;
  };

  it("returns the LMS's error text when it rejects a value", () => {
    const lms = strictScorm12();
    const session = sessionOf(
      openWith({
        LMSSetValue: (element, value) => lms.api.LMSSetValue(element, element.includes("score.raw") ? "ten" : value),
        LMSInitialize: (text) => lms.api.LMSInitialize(text),
        LMSGetLastError: () => lms.api.LMSGetLastError(),
      }),
    );
    const result = session.setScore(0.5);
    expect(result).toMatchObject({
      ok: false,
      error: { code: "lms-error", call: "cmi.core.score.raw", lmsCode: "405" },
    });
    expect(result.ok ? "" : result.error.message).toBe(
      "The LMS rejected cmi.core.score.raw: Incorrect data type (error 405).",
    );
  });

  it("returns a problem when the LMS can't start a session", () => {
    const { opened } = openWith({ LMSInitialize: () => "false", LMSGetLastError: () => "101", LMSGetValue: () => "" });
    expect(opened).toMatchObject({ ok: false, error: { code: "lms-error", lmsCode: "101" } });
  });

  it("continues with a connection that is still open after a reload", () => {
    const lms = strictScorm12();
    lms.api.LMSInitialize("");
    const opened = openScorm12(lms.api, { utcOffsetMinutes: 0 });
    expect(opened.ok && opened.value.session.setScore(1).ok).toBe(true);
  });

  it("never throws when the LMS's functions throw, and can finish later", () => {
    let broken = false;
    const lms = strictScorm12();
    const guarded =
      <A extends unknown[]>(call: (...parameters: A) => unknown) =>
      (...parameters: A): unknown => {
        if (broken) throw new TypeError("the window was closed");
        return call(...parameters);
      };
    const opened = openScorm12(
      {
        LMSInitialize: guarded(lms.api.LMSInitialize),
        LMSFinish: guarded(lms.api.LMSFinish),
        LMSGetValue: guarded(lms.api.LMSGetValue),
        LMSSetValue: guarded(lms.api.LMSSetValue),
        LMSCommit: guarded(lms.api.LMSCommit),
        LMSGetLastError: guarded(lms.api.LMSGetLastError),
        LMSGetErrorString: guarded(lms.api.LMSGetErrorString),
        LMSGetDiagnostic: guarded(lms.api.LMSGetDiagnostic),
      },
      { utcOffsetMinutes: 0 },
    );
    if (!opened.ok) throw new Error(opened.error.message);
    const { session } = opened.value;
    broken = true;
    const results = [
      session.saveState("x"),
      session.recordAnswer(interaction(single, undefined)),
      session.finish({ suspend: true }),
    ];
    expect(results.map((result) => (result.ok ? "" : result.error.code))).toEqual(results.map(() => "unreachable"));
    broken = false;
    expect(session.finish({ suspend: true })).toEqual({ ok: true });
  });

  it("stops sending once the LMS says that the connection is closed", () => {
    const lms = strictScorm12();
    const opened = openScorm12(lms.api, { utcOffsetMinutes: 0 });
    if (!opened.ok) throw new Error(opened.error.message);
    lms.api.LMSFinish("");
    expect(opened.value.session.setScore(1)).toMatchObject({ ok: false });
    const before = lms.memory.calls.length;
    expect(opened.value.session.saveState("x")).toMatchObject({ ok: false, error: { code: "ended" } });
    expect(lms.memory.calls).toHaveLength(before);
  });

  it("accepts an LMS that returns booleans, or nothing without an error", () => {
    for (const yes of [true, undefined, "1"]) {
      const { opened } = openWith({ LMSSetValue: () => yes, LMSCommit: () => yes });
      expect(opened.ok && opened.value.warnings).toEqual([]);
    }
    const { opened } = openWith({ LMSSetValue: () => false });
    expect(opened.ok && opened.value.warnings.length).toBeGreaterThan(0);
  });

  it("says when the saved state couldn't be read, so that it isn't overwritten", () => {
    const lms = strictScorm12();
    let failing = false;
    const { opened } = openWith({
      LMSInitialize: (text) => lms.api.LMSInitialize(text),
      LMSGetValue: (element) => {
        failing = element === "cmi.suspend_data";
        return failing ? "" : lms.api.LMSGetValue(element);
      },
      LMSSetValue: (element, value) => lms.api.LMSSetValue(element, value),
      LMSCommit: (text) => lms.api.LMSCommit(text),
      LMSGetLastError: () => (failing ? "101" : "0"),
    });
    expect(opened.ok && opened.value.session.resumeProblem).toMatchObject({ code: "lms-error", lmsCode: "101" });
  });
});
