import { canonicalJson } from "../assessment/canonical-json.ts";
import { isAnswered } from "../assessment/score.ts";
import type { Assignment } from "./assignment.ts";
import type { DrawComparison } from "./grade.ts";
import { learnerKey } from "./identity.ts";
import type { Submission } from "./submission.ts";

export type SignalCode =
  "sameAnswers" | "sameDevice" | "speed" | "clock" | "attemptTwice" | "hidden" | "otherDraw" | "otherPoints";

/** Something worth a question to the learner. It changes no mark. */
export interface Signal {
  code: SignalCode;
  /** The submission that it's about. */
  submissionId: string;
  /** What was seen. */
  text: string;
  /** How that happens without any cheating. */
  innocent: string;
}

/** A submission with what its grading found out about it. */
export interface ComparedSubmission {
  submission: Submission;
  draw: DrawComparison;
  claim: "same" | "different" | "unknown";
  /** When it was added to the gradebook. */
  addedAt: number;
}

/** Fewer answers than this are equal, or quick, by chance. */
const fewestAnswers = 3;
const fewestForSpeed = 5;
/** Seconds for reading and answering a question, below which nobody reads. */
const fastestAnswer = 2;
/** Seconds that clocks may differ by. */
const clockTolerance = 120;
/** Seconds in which a page may be hidden before it's worth mentioning. */
const longHidden = 300;

const minutes = (seconds: number): string => {
  const whole = Math.round(seconds / 60);
  return whole === 1 ? "1 minute" : `${whole} minutes`;
};
const nameOf = ({ learner }: Submission): string => learner.name || learner.id;

function groupBy<T>(list: readonly T[], keyOf: (entry: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of list) {
    const key = keyOf(entry);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** The answers with the times at which they were given: equal for two learners only if one log is a copy. */
function answerLog({ answers }: Submission): string | undefined {
  const timed = answers.filter(({ response, answeredAt }) => isAnswered(response) && answeredAt !== undefined);
  if (timed.length < fewestAnswers) return undefined;
  return canonicalJson(timed.map(({ itemId, response, answeredAt }) => [itemId, response, answeredAt]));
}

/** Returns whose a submission is. */
type KeyOf = (submission: Submission) => string;

/** Names of the other learners in a group, each once; at most three of them. */
function others(group: readonly ComparedSubmission[], own: Submission, keyOf: KeyOf): string | undefined {
  const names = new Map(
    group
      .filter(({ submission }) => keyOf(submission) !== keyOf(own))
      .map(({ submission }) => [keyOf(submission), nameOf(submission)]),
  );
  const list = [...names.values()].toSorted();
  if (list.length === 0) return undefined;
  return list.length <= 3 ? list.join(", ") : `${list.slice(0, 3).join(", ")} and ${list.length - 3} more`;
}

/**
 * Returns what is unusual about the submissions of a class (the same log, device or attempt twice, speed, clock, a hidden page, a
 * draw or points that don't fit), in the order of the submissions' ids. These are signals for a conversation, never penalties.
 * `learners` says whose each submission is, by its id: a learner of the roster may submit under several identities. Where it
 * says nothing, the identity decides.
 */
export function signalsOf(
  assignment: Assignment,
  entries: readonly ComparedSubmission[],
  learners: ReadonlyMap<string, string> = new Map(),
): Signal[] {
  const keyOf: KeyOf = ({ id, learner }) => learners.get(id) ?? learnerKey(learner.id);
  const unique = [...new Map(entries.map((entry) => [entry.submission.id, entry])).values()].toSorted((a, b) =>
    a.submission.id < b.submission.id ? -1 : 1,
  );
  const logs = groupBy(unique, ({ submission }) => answerLog(submission));
  const devices = groupBy(unique, ({ submission }) => submission.device);
  const attempts = groupBy(unique, ({ submission }) => `${keyOf(submission)}\0${submission.attempt}`);
  return unique.flatMap((entry): Signal[] => {
    const { submission } = entry;
    const signal = (code: SignalCode, text: string, innocent: string): Signal => ({
      code,
      submissionId: submission.id,
      text,
      innocent,
    });
    const sameLog = others(logs.get(answerLog(submission) ?? "") ?? [], submission, keyOf);
    const sameDevice = others(devices.get(submission.device) ?? [], submission, keyOf);
    const twice = attempts.get(`${keyOf(submission)}\0${submission.attempt}`) ?? [];
    return [
      ...(sameLog
        ? [
            signal(
              "sameAnswers",
              `The answers and their times are the same as those of ${sameLog}.`,
              "One learner may have submitted under two identities, for example with a typing error in the first.",
            ),
          ]
        : []),
      ...(sameDevice
        ? [
            signal(
              "sameDevice",
              `It comes from the same browser profile as the submission of ${sameDevice}.`,
              "Learners may share a computer at school, in a library or at home.",
            ),
          ]
        : []),
      ...(twice.length > 1
        ? [
            signal(
              "attemptTwice",
              `Attempt ${submission.attempt} was submitted ${twice.length === 2 ? "twice" : `${twice.length} times`}, each time as a new submission.`,
              "The learner may have changed devices or cleared the browser’s storage, so the page began to count again.",
            ),
          ]
        : []),
      ...ownSignals(assignment, entry).map(({ code, text, innocent }) => signal(code, text, innocent)),
    ];
  });
}

/** Signals that a submission gives by itself. */
function ownSignals(
  assignment: Assignment,
  { submission, draw, claim, addedAt }: ComparedSubmission,
): Pick<Signal, "code" | "text" | "innocent">[] {
  const answered = submission.answers.filter(({ response }) => isAnswered(response)).length;
  const hidden = submission.hidden.reduce((total, { from, to }) => total + Math.max(0, to - from) / 1000, 0);
  const clock = clockText(submission, addedAt);
  // Without a measured time there is no speed.
  const isFast = answered >= fewestForSpeed && submission.elapsed > 0 && submission.elapsed < answered * fastestAnswer;
  return [
    ...(isFast
      ? [
          {
            code: "speed" as const,
            text: `${answered} questions were answered in ${Math.round(submission.elapsed)} seconds.`,
            innocent: "The learner may have worked through the questions before, or guessed all of them.",
          },
        ]
      : []),
    ...(clock !== undefined ? [{ code: "clock" as const, ...clock }] : []),
    // Whoever may use notes leaves the page to read them.
    ...(hidden >= longHidden && !assignment.openBook
      ? [
          {
            code: "hidden" as const,
            text: `The page was hidden for ${minutes(hidden)} in total.`,
            innocent: "A phone hides the page when a call comes in or the screen turns off.",
          },
        ]
      : []),
    ...(draw === "otherItems"
      ? [
          {
            code: "otherDraw" as const,
            text: "The recorded questions aren’t the ones that this learner gets in this attempt. Only those that are count.",
            innocent: "The learner may have corrected a typing error in the identity after the questions were drawn.",
          },
        ]
      : draw === "otherOrder"
        ? [
            {
              code: "otherDraw" as const,
              text: "The questions or their options were recorded in another order than the one that this learner gets.",
              innocent: "Another version of Drydock may have drawn the order. It changes no points.",
            },
          ]
        : []),
    ...(claim === "different"
      ? [
          {
            code: "otherPoints" as const,
            text: `The learner’s page counted ${submission.claimed.earned} of ${submission.claimed.maximum} points, which isn’t what the answers earn.`,
            innocent: "Another version of Drydock may score a question differently. Your gradebook’s points count.",
          },
        ]
      : []),
  ];
}

function clockText(
  { startedAt, submittedAt, elapsed, answers }: Submission,
  addedAt: number,
): Pick<Signal, "text" | "innocent"> | undefined {
  const wall = (submittedAt - startedAt) / 1000;
  const innocent = "A device can correct its clock by itself, for example when it goes online.";
  if (wall < 0) return { text: "By the device’s clock, the attempt ended before it began.", innocent };
  if (elapsed > wall + clockTolerance) {
    return {
      text: `The page was open for ${minutes(elapsed)}, but only ${minutes(wall)} passed by the device’s clock.`,
      innocent,
    };
  }
  if (submittedAt > addedAt + clockTolerance * 1000) {
    return {
      text: `By the device’s clock, it was submitted ${minutes((submittedAt - addedAt) / 1000)} after you received it.`,
      innocent: "The clock of that device, or of yours, may be wrong.",
    };
  }
  const isOutside = answers.some(
    ({ answeredAt }) =>
      answeredAt !== undefined &&
      (answeredAt < startedAt - clockTolerance * 1000 || answeredAt > submittedAt + clockTolerance * 1000),
  );
  return isOutside ? { text: "Some answers have a time outside of the attempt.", innocent } : undefined;
}
