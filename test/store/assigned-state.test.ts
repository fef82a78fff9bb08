import { describe, expect, it } from "vitest";
import { termsFor } from "../../src/assignment/accommodation.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { startState } from "../../src/store/assigned-state.ts";
import { anAssignment } from "../support/assignments.ts";

const hour = 3_600_000;
const due = Date.UTC(2026, 11, 18, 17);
const late = { graceSeconds: 600, penalty: 0.1, per: "day" as const, most: 1 };
const stateAt = (now: number, fields: Partial<Assignment> = {}, ends: (number | undefined)[] = []) => {
  const assignment = anAssignment({ dueAt: due, late, ...fields });
  return startState(
    assignment,
    termsFor(assignment),
    ends.map((end) => (end === undefined ? {} : { submittedAt: end })),
    now,
  );
};

describe("where a learner is with an assignment", () => {
  it("is early until it opens", () => {
    expect(stateAt(due - 2 * hour, { opensAt: due - hour }).window).toBe("early");
    expect(stateAt(due - hour, { opensAt: due - hour }).window).toBe("open");
  });

  it("is late from the end of the grace on, and closed when nothing is accepted any more", () => {
    const closing = { late: { ...late, closesAt: due + hour } };
    expect(stateAt(due + 599_999, closing).window).toBe("open");
    expect(stateAt(due + 600_000, closing).window).toBe("late");
    expect(stateAt(due + hour, closing).window).toBe("closed");
  });

  it("is late, not closed, after a due date of the learner's own, for as long as for the class", () => {
    const assignment = anAssignment({ dueAt: due, late: { ...late, closesAt: due + 2 * hour } });
    const at = (now: number) =>
      startState(assignment, termsFor(assignment, { dueAt: due + 24 * hour }), [], now).window;
    expect([at(due + 24 * hour), at(due + 25 * hour), at(due + 26 * hour)]).toEqual(["open", "late", "closed"]);
  });

  it("counts attempts that were begun", () => {
    expect(stateAt(0).attemptsLeft).toBe(2);
    expect(stateAt(0, {}, [undefined]).attemptsLeft).toBe(1);
    expect(stateAt(0, {}, [1, 2, 3]).attemptsLeft).toBe(0);
    expect(stateAt(0, { attempts: null }, [1, 2]).attemptsLeft).toBeNull();
  });

  it("waits after an attempt as long as the assignment asks for", () => {
    expect(stateAt(5000, { pauseSeconds: 10 }, [1000]).pausedUntil).toBe(11_000);
    expect(stateAt(11_000, { pauseSeconds: 10 }, [1000])).not.toHaveProperty("pausedUntil");
    expect(stateAt(5000, { pauseSeconds: 10 })).not.toHaveProperty("pausedUntil");
  });

  it("ends an attempt when nothing is accepted any more, and says that it does", () => {
    const closing = { late: { ...late, closesAt: due } };
    expect(stateAt(due - 10 * 60_000, closing)).toMatchObject({ seconds: 600, isCutShort: true });
    expect(stateAt(due - hour, closing)).toMatchObject({ seconds: 1800, isCutShort: false });
    expect(stateAt(due - hour, { ...closing, seconds: null })).toMatchObject({ seconds: 3600, isCutShort: true });
    expect(stateAt(due - 48 * hour, { ...closing, seconds: null })).toMatchObject({ seconds: null, isCutShort: false });
  });

  it("doesn't cut the time of an attempt that begins after closing: the device's clock may be wrong", () => {
    expect(stateAt(due + hour, { late: { ...late, closesAt: due } })).toMatchObject({
      window: "closed",
      seconds: 1800,
      isCutShort: false,
    });
  });

  it("warns when the time reaches past the due date and its grace", () => {
    expect(stateAt(due - 19 * 60_000).endsLate).toBe(true);
    expect(stateAt(due - 20 * 60_000).endsLate).toBe(false);
  });
});
