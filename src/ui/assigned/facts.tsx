import type { ReactNode } from "react";
import type { Terms } from "../../assignment/accommodation.ts";
import type { Assignment } from "../../assignment/assignment.ts";
import { questionCount } from "../../store/assigned-start.ts";
import { durationText } from "../shared/duration-text.ts";
import { percent } from "../shared/percent.ts";
import { profileNames } from "../shared/profile-names.ts";
import { MomentLine } from "./moment-line.tsx";

/** Returns the time allowed, and what it was before it was extended. */
export function timeText(seconds: number | null, own: number | null): string {
  const text = own === null ? "No time limit" : durationText(own);
  return seconds !== null && seconds !== own ? `${text} (extended from ${durationText(seconds)})` : text;
}

const keepText: Record<Assignment["keep"], string> = {
  highest: "The best one counts.",
  latest: "The last one counts.",
  first: "The first one counts.",
  average: "Their average counts.",
};
const showsText: Record<Assignment["feedback"]["shows"], string> = {
  score: "Your score",
  answers: "Your score and the correct answers",
  explanations: "Your score, the correct answers, and explanations",
};
const whenText: Record<Assignment["feedback"]["when"], string> = {
  submitted: "as soon as you submit",
  due: "after the due date",
  never: "when your instructor sends you the result",
};

function lateText({ late }: Terms): string {
  const grace =
    late.graceSeconds > 0 ? `Up to ${durationText(late.graceSeconds)} after the due date is still on time. ` : "";
  if (late.penalty === 0) return `${grace}Late work is marked as late.`;
  const off = `${percent(late.penalty)} off${late.per === "day" ? " for each day begun" : ""}`;
  return `${grace}Late work: ${off}${late.per === "day" && late.most < 1 ? `, at most ${percent(late.most)}` : ""}.`;
}

/** Returns how many attempts there are, how many are left, and which one counts. */
export function attemptsText({ keep, pauseSeconds }: Assignment, attempts: number | null, left: number | null): string {
  if (attempts === 1) return left === 0 ? "1, and it’s used" : "1";
  const count = attempts === null ? "Any number." : `${attempts}, ${left} left.`;
  const pause = pauseSeconds > 0 ? ` At least ${durationText(pauseSeconds)} between two.` : "";
  return `${count} ${keepText[keep]}${pause}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The rules of an assignment as they hold for the learner. */
export function Facts({
  assignment,
  terms,
  left,
  now,
}: {
  assignment: Assignment;
  terms: Terms;
  /** Attempts left; null for any number. */
  left: number | null;
  now: number;
}) {
  const { parts, zone, feedback, openBook, passMark, profile, strict } = assignment;
  const count = questionCount(assignment);
  const pool = parts.reduce((sum, part) => sum + (part.kind === "items" ? part.from.length : 0), 0);
  const walkthroughs = parts.flatMap((part) => (part.kind === "walkthrough" ? [part.title] : []));
  const moment = (name: string, at: number | undefined) =>
    at !== undefined && (
      <Fact name={name}>
        <MomentLine at={at} zone={zone} now={now} />
      </Fact>
    );
  return (
    <section className="assigned-block" aria-labelledby="assigned-facts">
      <h2 id="assigned-facts">How it works</h2>
      <dl className="assigned-facts">
        {count > 0 && (
          <Fact name="Questions">
            {count}
            {pool > count && `, drawn from ${pool}`}
          </Fact>
        )}
        {walkthroughs.length > 0 && <Fact name="Walkthroughs">{walkthroughs.join(", ")}</Fact>}
        <Fact name="Time">
          {timeText(assignment.seconds, terms.seconds)}
          {terms.breaks && ". You may take breaks; the clock keeps running."}
        </Fact>
        {moment("Opens", terms.opensAt)}
        {moment("Due before", terms.dueAt)}
        {terms.dueAt !== undefined && <Fact name="If late">{lateText(terms)}</Fact>}
        {moment("Closes", terms.late.closesAt)}
        <Fact name="Attempts">{attemptsText(assignment, terms.attempts, left)}</Fact>
        <Fact name="Order">
          {terms.navigation === "linear"
            ? "One way: once you go on to the next question, you can’t come back."
            : "Any: you can go back and change answers until you submit."}
        </Fact>
        <Fact name="Resources">
          {openBook
            ? "Open book: you may use notes, the chapter, and the sandbox."
            : "Closed book: answer without notes, the chapter, or the sandbox."}
        </Fact>
        <Fact name="Scoring">
          {strict ? "A question is right or wrong as a whole." : "Partly right answers get part of the points."} You
          need {percent(passMark)} to pass. A wrong answer costs nothing.
        </Fact>
        <Fact name="You see">
          {showsText[feedback.shows]}, {whenText[feedback.when]}.
        </Fact>
        <Fact name="Rules">{profileNames[profile]}</Fact>
      </dl>
    </section>
  );
}
