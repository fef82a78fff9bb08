import { spokenTime } from "../assessment/exam-clock.ts";
import { counted } from "../assessment/counted.ts";
import type { OpenedPlayer } from "./open-player.ts";
import type { PlayerLms } from "./player-lms.ts";
import { UnitStatus } from "./unit-status.tsx";
import type { PlayerState } from "./player-session.ts";

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

/** What of the result the learner sees here, and when. */
function feedbackText({ content }: OpenedPlayer): string {
  const { shows, when } = content.assignment.feedback;
  const what = {
    score: "your score",
    answers: "your answers and the right ones",
    explanations: "the right answers and explanations",
  }[shows];
  if (when === "never") return "The result isn’t shown here. Your instructor sees it.";
  return when === "due" ? `After the due date, this page shows ${what}.` : `After you submit, this page shows ${what}.`;
}

/** What an LMS records: cmi5 has a score only where there's a pass mark. */
function recordedText({ learner: { name }, unit }: PlayerLms, hasPassMark: boolean): string {
  if (!unit || hasPassMark) return `your answers and the score${name && ` of ${name}`}`;
  return name ? `the answers of ${name}` : "your answers";
}

/** Who records the attempt. */
function RecordedBy({ opened: { lms, problems }, hasPassMark }: { opened: OpenedPlayer; hasPassMark: boolean }) {
  if (!lms) {
    return (
      <div className="callout">
        <p>
          <strong>This is practice: nothing is recorded.</strong> {problems[0]}
        </p>
      </div>
    );
  }
  if (lms.mode !== "normal") {
    return (
      <p className="callout">
        <strong>Nothing is recorded</strong>, because the LMS opened this quiz as a preview or for review. To have
        answers recorded, start a new attempt in the LMS.
      </p>
    );
  }
  return (
    <>
      <p>Your LMS records {recordedText(lms, hasPassMark)}. You can close this page and continue later.</p>
      {problems.map((problem) => (
        <p key={problem} className="callout">
          {problem}
        </p>
      ))}
    </>
  );
}

/** What becomes of an attempt that was submitted. */
function Submitted({
  opened: { content, lms },
  next,
  onStart,
}: {
  opened: OpenedPlayer;
  next: number | undefined;
  onStart(): void;
}) {
  if (!lms?.unit) {
    return (
      <p>
        <strong>You submitted this attempt.</strong> If your instructor allows another one, start it in the LMS.
      </p>
    );
  }
  const { attempts } = content.assignment;
  return (
    <>
      <p>
        <strong>You submitted this attempt.</strong> <UnitStatus unit={lms.unit} />
      </p>
      {next === undefined ? (
        <p>There’s no further attempt.</p>
      ) : (
        <button type="button" className="btn primary" onClick={onStart}>
          Start attempt {next}
          {attempts !== null && ` of ${attempts}`}
        </button>
      )}
    </>
  );
}

/** What the quiz asks and who records it, before an attempt begins or continues. */
export function PlayerStartPage({
  opened,
  saved,
  onStart,
}: {
  opened: OpenedPlayer;
  saved: PlayerState["saved"];
  onStart(): void;
}) {
  const { assignment } = opened.content;
  const { title, course, instructor, instructions, parts, seconds, openBook } = assignment;
  const passMark = opened.lms?.passMark ?? assignment.passMark;
  const questions = parts.reduce((sum, part) => sum + (part.kind === "items" ? (part.draw ?? part.from.length) : 0), 0);
  return (
    <div className="player">
      <h1 tabIndex={-1}>{title}</h1>
      <p className="muted">{[course, instructor].filter((part) => part !== "").join(" · ")}</p>
      {instructions !== "" && <p className="player-instructions">{instructions}</p>}
      <ul className="num">
        <li>{counted(questions, "question")}</li>
        <li>
          {seconds === null
            ? "No time limit"
            : `${spokenTime(seconds)}. The clock runs only while this page is open. When time runs out, your answers are submitted.`}
        </li>
        {passMark > 0 && <li>Pass mark: {percent(passMark)}</li>}
        <li>{openBook ? "You may use your notes and the documentation." : "Answer without notes or other help."}</li>
        <li>{feedbackText(opened)}</li>
      </ul>
      <RecordedBy opened={opened} hasPassMark={passMark > 0} />
      {saved.kind === "lost" && (
        <p className="callout">
          <strong>Your saved attempt can’t continue.</strong> {saved.message} A new attempt replaces it.
        </p>
      )}
      {saved.kind === "submitted" ? (
        <Submitted opened={opened} next={saved.next} onStart={onStart} />
      ) : (
        <button type="button" className="btn primary" onClick={onStart}>
          {saved.kind === "open" ? "Continue the attempt" : saved.kind === "lost" ? "Start a new attempt" : "Start"}
        </button>
      )}
    </div>
  );
}
