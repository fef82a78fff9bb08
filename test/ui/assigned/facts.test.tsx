import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { termsFor, type Accommodation } from "../../../src/assignment/accommodation.ts";
import type { Assignment } from "../../../src/assignment/assignment.ts";
import { startState } from "../../../src/store/assigned-state.ts";
import { Facts } from "../../../src/ui/assigned/facts.tsx";
import { WindowNotice } from "../../../src/ui/assigned/window-notice.tsx";
import { anAssignment } from "../../support/assignments.ts";

const hour = 3_600_000;
const due = Date.UTC(2026, 11, 18, 17);
const textOf = (markup: string) => markup.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
const facts = (fields: Partial<Assignment> = {}, own: Accommodation = {}, left: number | null = 2) => {
  const assignment = anAssignment({ dueAt: due, ...fields });
  return textOf(
    renderToStaticMarkup(
      <Facts assignment={assignment} terms={termsFor(assignment, own)} left={left} now={due - 3 * hour} />,
    ),
  );
};
const notice = (now: number, fields: Partial<Assignment> = {}, ends: number[] = []) => {
  const assignment = anAssignment({ dueAt: due, ...fields });
  const terms = termsFor(assignment);
  const state = startState(
    assignment,
    terms,
    ends.map((submittedAt) => ({ submittedAt })),
    now,
  );
  return textOf(renderToStaticMarkup(<WindowNotice state={state} terms={terms} zone="Europe/Berlin" now={now} />));
};

describe("the rules on the page of an assignment", () => {
  it("say how many questions each learner gets of how many", () => {
    expect(facts()).toContain("Questions 3, drawn from 5");
  });

  it("say by how much a personal link extends the time", () => {
    expect(facts()).toContain("Time 30 min ");
    expect(facts({}, { factor: 2 })).toContain("60 min (extended from 30 min)");
    expect(facts({}, { factor: null })).toContain("No time limit (extended from 30 min)");
  });

  it("say when it is due, how far away that is, and what lateness costs", () => {
    expect(facts()).toMatch(/Due before .*December 18, 2026.* \(in 3 h\)/);
    const late = { graceSeconds: 900, penalty: 0.1, per: "day" as const, most: 0.5 };
    expect(facts({ late })).toContain("Up to 15 min after the due date is still on time.");
    expect(facts({ late })).toContain("10% off for each day begun, at most 50%.");
  });

  it("say how many attempts are left and which counts", () => {
    expect(facts({}, {}, 1)).toContain("Attempts 2, 1 left. The best one counts.");
    expect(facts({ attempts: null, keep: "latest" }, {}, null)).toContain("Any number. The last one counts.");
  });

  it("say beforehand that the questions go one way", () => {
    expect(facts({ navigation: "linear" })).toContain("One way: once you go on to the next question");
    expect(facts({ navigation: "linear" }, { freeNavigation: true })).toContain("Any: you can go back");
  });

  it("say what is shown of the result and when", () => {
    expect(facts()).toContain("Your score, the correct answers, and explanations, after the due date.");
    expect(facts({ feedback: { shows: "score", when: "submitted" } })).toContain("Your score, as soon as you submit.");
  });
});

describe("the notice before an attempt", () => {
  const late = { graceSeconds: 0, penalty: 0, per: "day" as const, most: 1 };

  it("is empty while the assignment is open", () => {
    expect(notice(due - 24 * hour)).toBe("");
  });

  it("says when it opens, and what the device's clock says", () => {
    expect(notice(due - 5 * hour, { opensAt: due - 2 * hour })).toMatch(
      /Not open yet. It opens in 3 h. Your device’s clock says .*If that’s wrong, set the clock/,
    );
  });

  it("says that a submission would be late, and that the learner can go on", () => {
    expect(notice(due + hour)).toMatch(
      /You can go on, but your submission is late\. Your device’s clock says .* set the clock before you start/,
    );
  });

  it("lets a learner go on when it is closed, since the clock may be wrong", () => {
    expect(notice(due + 2 * hour, { late: { ...late, closesAt: due + hour } })).toMatch(
      /This assignment is closed\. .* you can still take it\. Your instructor’s gradebook doesn’t count a submission after closing/,
    );
  });

  it("says when the next attempt can start, and that the end cuts an attempt short", () => {
    expect(notice(due - 24 * hour, { pauseSeconds: 7200 }, [due - 25 * hour])).toContain("The next attempt can start");
    expect(notice(due - hour / 6, { late: { ...late, closesAt: due } })).toContain("you have only 10 min");
    expect(notice(due - hour / 6)).toContain("It’s due in 10 min, before your time runs out.");
  });
});
