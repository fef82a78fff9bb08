import { useMemo } from "react";
import { describeAnswer, describeKey } from "../../assessment/describe-response.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import { digestWords, fileDigest } from "../../assignment/fingerprint.ts";
import { bodyKey } from "../../assignment/item-bodies.ts";
import { roundedMark, type JudgedAttempt, type LearnerRow } from "../../assignment/gradebook.ts";
import type { GradedWalkthrough } from "../../assignment/grade.ts";
import type { Judgment } from "../../assignment/judge.ts";
import { replayKey, transcriptOf, type Replay } from "../../assignment/walkthrough-points.ts";
import { momentText } from "../../assignment/zoned-text.ts";
import { counted } from "../../assessment/counted.ts";
import { percent } from "../shared/percent.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { durationText } from "./mark-text.ts";
import { ReceivedForm } from "./received-form.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

const excludedText: Record<NonNullable<Judgment["excluded"]>, string> = {
  closed: "It doesn’t count: it came in after the assignment had closed.",
  tooManyAttempts: "It doesn’t count: it’s more attempts than allowed.",
  beforeOpening: "It doesn’t count: it began before the assignment opened.",
};

function judgmentLines({ lateSeconds, penalty, overSeconds, excluded }: Judgment): string[] {
  return [
    ...(excluded ? [excludedText[excluded]] : []),
    lateSeconds > 0
      ? `Late by ${durationText(lateSeconds)}${penalty > 0 ? `: ${Math.round(penalty * 100)}% taken off` : ", without a penalty"}.`
      : "On time.",
    ...(overSeconds > 0 ? [`${durationText(overSeconds)} over the time allowed. That changes no points.`] : []),
  ];
}

/** Says what a walkthrough earned and why, or why it isn't counted. */
function walkthroughText(
  { earned, maximum }: GradedWalkthrough,
  isHandedIn: boolean,
  replay: Replay | undefined,
): string {
  const points = earned === undefined ? "" : `${roundedMark(earned)} of ${maximum} points`;
  if (!isHandedIn) return `${points || `0 of ${maximum} points`}. No commands were submitted.`;
  if (!replay) return `not graded yet (${maximum} points). Its commands are in the submission.`;
  switch (replay.kind) {
    case "graded":
      return `${points}. ${replay.done} of ${counted(replay.of, "step")} done.`;
    case "rejected":
      return `${points}. Its commands can’t be graded: ${replay.reason} If that isn’t the learner’s fault, set the mark yourself.`;
    case "failed":
      return `not counted (${maximum} points). ${replay.reason}`;
  }
}

interface AttemptDetailProps {
  row: LearnerRow;
  attempt: JudgedAttempt;
  /** Whether it's the learner's only one, which is shown open. */
  isOnly: boolean;
  /** Called once the submission was removed, and with it the button that did so. */
  onRemoved(): void;
}

/** One attempt: how the rules apply to it, its signals, and each answer with key and points. */
export function AttemptDetail({ row, attempt, isOnly, onRemoved }: AttemptDetailProps) {
  const bodies = useGradebook((state) => state.bodies);
  const { zone, strict } = useGradebook((state) => state.row.issued.assignment);
  const signals = useGradebook((state) => state.signals.get(attempt.submission.id));
  const replays = useGradebook((state) => state.replays);
  const removeSubmission = useGradebook((state) => state.removeSubmission);
  const sealed = useGradebook((state) => state.submissions.get(attempt.submission.id)?.sealed);
  const receipt = useMemo(() => (sealed ? digestWords(fileDigest(sealed)).join(" ") : ""), [sealed]);
  const { submission, grade, judgment } = attempt;
  const answers = new Map(submission.answers.map((answer) => [answer.itemId, answer]));
  return (
    <details className="attempt" open={isOnly || undefined}>
      <summary>
        <strong>Attempt {submission.attempt}</strong>{" "}
        <span className="num">
          {roundedMark(grade.earned)} of {grade.maximum} points, {percent(grade.share)}
        </span>{" "}
        <span className="muted">submitted {momentText(submission.submittedAt, zone, "start")}</span>
      </summary>
      <ul className="dots">
        {judgmentLines(judgment).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {strict && <li>All or nothing: a question earns its points only if all of it is correct.</li>}
        {grade.missing.length > 0 && (
          <li>
            Not counted, because this version of Drydock doesn’t have them: {grade.missing.join(", ")}. Open the
            gradebook with the version of Drydock that the assignment was given out with.
          </li>
        )}
        {grade.walkthroughs.map((walkthrough) => {
          const transcript = transcriptOf(submission, walkthrough.id);
          const replay = transcript && replays.get(replayKey(transcript));
          return (
            <li key={walkthrough.id}>
              Walkthrough {walkthrough.title || walkthrough.id}:{" "}
              {walkthroughText(walkthrough, transcript !== undefined, replay)}
            </li>
          );
        })}
      </ul>
      <ReceivedForm row={row} attempt={attempt} />
      {signals && (
        <div className="signals">
          <h4>Signals</h4>
          <p className="small muted">Reasons to ask, not proof of anything. They change no marks.</p>
          <ul className="dots">
            {signals.map(({ code, text, innocent }) => (
              <li key={code}>
                <bdi>{text}</bdi> <span className="muted">{innocent}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <ScrollRegion label={`Answers of attempt ${submission.attempt}`}>
        <table className="answers">
          <caption className="visually-hidden">Answers of attempt {submission.attempt}</caption>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">Answer</th>
              <th scope="col">Key</th>
              <th scope="col">Points</th>
            </tr>
          </thead>
          <tbody>
            {grade.items.map((item, at) => {
              const body = bodies.get(bodyKey({ id: item.itemId, version: item.version }));
              const answer = answers.get(item.itemId);
              return (
                <tr key={item.itemId}>
                  <th scope="row">
                    <span className="muted">{at + 1}.</span> {body ? plainText(body.stem) : item.itemId}
                    <span className="small muted"> {item.itemId}</span>
                  </th>
                  <td>{body && <Lines lines={describeAnswer(body, answer?.response)} />}</td>
                  <td>{body && <Lines lines={keyLines(body)} />}</td>
                  <td className="num">
                    {item.earned} of {item.maximum}
                    {item.recorded && <span className="small muted"> as recorded by the learner’s page</span>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="small muted">
        From <bdi>{submission.learner.name ?? submission.learner.id}</bdi>, app {submission.app}, submission{" "}
        <code>{submission.id}</code>
        {receipt !== "" && (
          <>
            . The learner’s receipt for it says <span className="mono">{receipt}</span>.
          </>
        )}
      </p>
      <button type="button" className="btn quiet" onClick={() => void removeSubmission(submission.id).then(onRemoved)}>
        Remove this submission
      </button>
    </details>
  );
}

const keyLines = (body: ScoredItem): string[] => describeKey(body);

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 1) return lines[0];
  return (
    <ul>
      {lines.map((line, at) => (
        <li key={`${at} ${line}`}>{line}</li>
      ))}
    </ul>
  );
}
