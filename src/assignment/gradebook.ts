import { canonicalJson, compareText } from "../assessment/canonical-json.ts";
import { termsFor, type Accommodation, type Terms } from "./accommodation.ts";
import type { Assignment } from "./assignment.ts";
import type { MarkScale, SubmissionGrade } from "./grade.ts";
import { learnerKey } from "./identity.ts";
import { judge, keptShare, type Judgment } from "./judge.ts";
import type { Submission } from "./submission.ts";

/** A submission with its grade. */
export interface GradedSubmission {
  submission: Submission;
  grade: SubmissionGrade;
  /** When it reached the instructor by a clock that the learner can't set; absent when unknown. */
  receivedAt?: number | undefined;
}

/** What an instructor decided about a learner; the rest of what is stored with it doesn't matter here. */
export interface Decision {
  learner: string;
  name?: string | undefined;
  accommodation?: Accommodation | undefined;
  excused?: boolean | undefined;
  mark?: number | undefined;
  comment?: string | undefined;
  /** When the instructor's LMS received submissions, by their ids. */
  received?: Readonly<Record<string, number>> | undefined;
  returnedAt?: number | undefined;
  changedAt: number;
}

/** A learner of the roster, with every identity that the learner may enter. */
export interface RosterPerson {
  /** The form in which the learner's first identity is compared. */
  key: string;
  learner: string;
  name: string;
  /** The learner's row in the roster. */
  row: number;
}

/** What a gradebook is computed from. */
export interface GradebookInput {
  assignment: Assignment;
  scale: MarkScale;
  submissions: readonly GradedSubmission[];
  /** By the learner's id in the form in which ids are compared. */
  decisions: Readonly<Record<string, Decision>>;
  /** Learners who are expected; empty without a roster. */
  people?: readonly RosterPerson[];
  /** Which person of the roster an identity belongs to, by the form in which ids are compared. */
  personOf?: ReadonlyMap<string, RosterPerson>;
}

/** An attempt as the gradebook judges it. */
export interface JudgedAttempt extends GradedSubmission {
  judgment: Judgment;
  /** Share of the points after lateness; absent when the attempt doesn't count. */
  countedShare: number | undefined;
}

/** Where a learner's mark comes from, or why there is none. */
export type LearnerState = "graded" | "overridden" | "excused" | "notCounted" | "missing";

/** A learner's row in the gradebook. */
export interface LearnerRow {
  key: string;
  /** The id as the learner, the roster or the instructor wrote it. */
  learner: string;
  name: string;
  state: LearnerState;
  /** In order of their number. */
  attempts: JudgedAttempt[];
  terms: Terms;
  /** The mark from the attempts, in points of the scale, before the instructor's own; absent without an attempt that counts. */
  computed: number | undefined;
  /** The mark that counts; absent when excused or without one. */
  mark: number | undefined;
  /** Whether the mark reaches the pass mark. */
  passed: boolean;
  /** Seconds by which the last attempt that counts was late; 0 without lateness. */
  lateSeconds: number;
  decision: Decision | undefined;
  /** The learner's row in the roster, if it's there. */
  person: RosterPerson | undefined;
}

/** By number, then by time: the order in which attempts count, whatever the order in which they came in. */
const byAttempt = (a: GradedSubmission, b: GradedSubmission): number =>
  a.submission.attempt - b.submission.attempt ||
  a.submission.submittedAt - b.submission.submittedAt ||
  compareText(a.submission.id, b.submission.id);

const laterDecision = (a: Decision, b: Decision): Decision =>
  (a.changedAt - b.changedAt || compareText(canonicalJson(a), canonicalJson(b))) >= 0 ? a : b;

/** Whether a decision still says anything; one that was taken back doesn't. */
const isDecided = ({ accommodation, excused, mark, comment, received, returnedAt, name }: Decision): boolean =>
  excused === true ||
  Object.keys(received ?? {}).length > 0 ||
  [accommodation, mark, comment || undefined, returnedAt, name].some((field) => field !== undefined);

/**
 * Returns a row for each learner who submitted, is on the roster, or has a decision, by name. It is computed from scratch: order
 * and repetition of submissions make no difference.
 */
export function buildGradebook(input: GradebookInput): LearnerRow[] {
  const { assignment, scale, submissions, decisions, people = [], personOf = new Map<string, RosterPerson>() } = input;
  const keyOf = (identity: string): string => {
    const key = learnerKey(identity);
    return personOf.get(key)?.key ?? key;
  };
  const unique = new Map(submissions.map((entry) => [entry.submission.id, entry]));
  const handedIn = new Map<string, GradedSubmission[]>();
  for (const entry of unique.values()) {
    const key = keyOf(entry.submission.learner.id);
    const earlier = handedIn.get(key);
    if (earlier) earlier.push(entry);
    else handedIn.set(key, [entry]);
  }
  const decided = new Map<string, Decision>();
  for (const [key, decision] of Object.entries(decisions)) {
    if (!isDecided(decision)) continue;
    const canonical = personOf.get(key)?.key ?? key;
    const other = decided.get(canonical);
    decided.set(canonical, other ? laterDecision(other, decision) : decision);
  }
  const roster = new Map(people.map((person) => [person.key, person]));
  const rows = [...new Set([...handedIn.keys(), ...roster.keys(), ...decided.keys()])].map((key) =>
    learnerRow(key, (handedIn.get(key) ?? []).toSorted(byAttempt), decided.get(key), roster.get(key), {
      assignment,
      scale,
    }),
  );
  // Names are compared by code unit of their folded form, so that every device sorts alike.
  const sortText = new Map(rows.map((row) => [row.key, learnerKey(row.name || row.learner)]));
  return rows.sort(
    (a, b) => compareText(sortText.get(a.key) ?? "", sortText.get(b.key) ?? "") || compareText(a.key, b.key),
  );
}

function learnerRow(
  key: string,
  submissions: readonly GradedSubmission[],
  decision: Decision | undefined,
  person: RosterPerson | undefined,
  { assignment, scale }: Pick<GradebookInput, "assignment" | "scale">,
): LearnerRow {
  const terms = termsFor(assignment, decision?.accommodation);
  const attempts = submissions.map((entry): JudgedAttempt => {
    const { id, attempt, startedAt, submittedAt } = entry.submission;
    const received = decision?.received ?? {};
    const receivedAt = Object.hasOwn(received, id) ? received[id] : entry.receivedAt;
    const judgment = judge(
      { id, attempt, startedAt, submittedAt, ...(receivedAt !== undefined && { receivedAt }) },
      terms,
    );
    const countedShare = judgment.excluded ? undefined : entry.grade.share * (1 - judgment.penalty);
    return { ...entry, receivedAt, judgment, countedShare };
  });
  const counted = attempts.flatMap(({ submission: { attempt }, countedShare }) =>
    countedShare === undefined ? [] : [{ attempt, share: countedShare }],
  );
  const share = keptShare(counted, assignment.keep);
  const computed = share === undefined ? undefined : share * scale.maximum;
  const state = stateOf(decision, computed, attempts.length);
  const mark = state === "excused" ? undefined : (decision?.mark ?? computed);
  const last = submissions.at(-1)?.submission.learner;
  const countingAttempts = attempts.filter(({ countedShare }) => countedShare !== undefined);
  return {
    key,
    learner: person?.learner ?? last?.id ?? decision?.learner ?? key,
    name: person?.name || decision?.name || last?.name || "",
    state,
    attempts,
    terms,
    computed,
    mark,
    passed: mark !== undefined && mark >= assignment.passMark * scale.maximum - 1e-9,
    lateSeconds: countingAttempts.at(-1)?.judgment.lateSeconds ?? 0,
    decision,
    person,
  };
}

function stateOf(decision: Decision | undefined, computed: number | undefined, attempts: number): LearnerState {
  if (decision?.excused) return "excused";
  if (decision?.mark !== undefined) return "overridden";
  if (computed !== undefined) return "graded";
  return attempts > 0 ? "notCounted" : "missing";
}

/** Returns a mark as it is shown and handed out: rounded to two decimals. */
export const roundedMark = (mark: number): number => Math.round(mark * 100 + 1e-7) / 100;
