import { describe, expect, it } from "vitest";
import { single } from "../../assessment/some-items.ts";
import { interaction } from "./answers.ts";
import { openStrict12, openStrict2004 } from "./strict-sessions.ts";

/** What differs between the versions: names of fields, values, and the most characters of a state. */
const versions: {
  version: string;
  open: (values?: Record<string, string>) => Pick<ReturnType<typeof openStrict2004>, "session" | "memory" | "warnings">;
  exit: string;
  normalExit: string;
  status: string;
  resumed: Record<string, string>;
  limit: number;
}[] = [
  {
    version: "1.2",
    open: openStrict12,
    exit: "cmi.core.exit",
    normalExit: "",
    status: "cmi.core.lesson_status",
    resumed: { "cmi.student_data.mastery_score": "60", "cmi.core.entry": "resume" },
    limit: 4000,
  },
  {
    version: "2004",
    open: openStrict2004,
    exit: "cmi.exit",
    normalExit: "normal",
    status: "cmi.completion_status",
    resumed: { "cmi.scaled_passing_score": "0.6", "cmi.entry": "resume" },
    limit: 64_000,
  },
];

describe.each(versions)(
  "a session of SCORM $version",
  ({ version, open, exit, normalExit, status, resumed, limit }) => {
    it("asks for a suspended attempt and commits before anything else is written", () => {
      const { memory, warnings } = open();
      expect(warnings).toEqual([]);
      expect(memory.calls.filter((call) => !call.startsWith("Get "))).toEqual([
        "Initialize",
        `Set ${exit}=suspend`,
        "Commit",
        `Set ${status}=incomplete`,
        "Commit",
      ]);
    });

    it("reads learner, launch data, pass mark, mode and the saved state", () => {
      const { session } = open({ ...resumed, "cmi.launch_data": "asg", "cmi.suspend_data": "1.abc" });
      expect(session).toMatchObject({
        version,
        mode: "normal",
        launchData: "asg",
        learner: { id: "s1", name: "Learner, Test" },
        resumeState: "1.abc",
        entry: "resume",
        passMark: 0.6,
        stateLimit: limit,
      });
    });

    it("rejects a state that is too long instead of sending it", () => {
      const { session, memory } = open();
      expect(session.saveState("x".repeat(limit + 1))).toMatchObject({ ok: false, error: { code: "invalid" } });
      expect(memory.values["cmi.suspend_data"]).toBeUndefined();
      expect(session.saveState("x".repeat(limit))).toEqual({ ok: true });
      expect(memory.values["cmi.suspend_data"]).toHaveLength(limit);
    });

    it.each([true, false])(
      "finishes with a suspended attempt or without, then sends nothing (suspended: %s)",
      (suspend) => {
        const { session, memory } = open();
        expect(session.finish({ suspend })).toEqual({ ok: true });
        expect(memory.values[exit]).toBe(suspend ? "suspend" : normalExit);
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
      },
    );
  },
);
