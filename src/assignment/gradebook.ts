import { compareText } from "../assessment/canonical-json.ts";
import { termsFor, type Terms } from "./accommodation.ts";
import type { Assignment } from "./assignment.ts";
import { joinIdentities, type Decision } from "./decision.ts";
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

/** A learner of the roster. */
export interface RosterPerson {
  /** The form in which an identity of the learner alone is compared, or what no identity has if there is none. */
  key: string;
  learner: string;
  /** The identities that name this learner and no other. */
  identities: readonly string[];
  name: string;
  /** The learner's row in the roster. */
  row: number;
}

/** The learners of a roster, and who of them is meant. */
export interface ExpectedLearners {
  people: readonly RosterPerson[];
  /** Returns whom an identity names; undefined for nobody, and for several. */
  personOf(identity: string): RosterPerson | undefined;
  /** Returns whom a decision is about by its key, also by one of an earlier version. */
  personWithKey(key: string): RosterPerson | undefined;
}

/** What a gradebook is computed from. */
export interface GradebookInput {
  assignment: Assignment;
  scale: MarkScale;
  submissions: readonly GradedSubmission[];
  /** By the learner's id in the form in which ids are compared. */
  decisions: Readonly<Record<string, Decision>>;
  /** Learners who are expected. */
  roster?: ExpectedLearners;
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
  const { assignment, scale, submissions, decisions, roster } = input;
  const keyOf = (identity: string): string => roster?.personOf(identity)?.key ?? learnerKey(identity);
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
    const canonical = roster?.personWithKey(key)?.key ?? key;
    const other = decided.get(canonical);
    decided.set(canonical, other ? joinIdentities(other, decision) : decision);
  }
  const expected = new Map(roster?.people.map((person) => [person.key, person]));
  const rows = [...new Set([...handedIn.keys(), ...expected.keys(), ...decided.keys()])].map((key) =>
    learnerRow(key, (handedIn.get(key) ?? []).toSorted(byAttempt), decided.get(key), expected.get(key), {
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

/** Returns every identity by which a learner, and nobody else, is known: those of the roster and those that were entered. */
export function identitiesOf({ learner, person, attempts }: LearnerRow): string[] {
  const named = [...(person?.identities ?? [learner]), ...attempts.map(({ submission }) => submission.learner.id)];
  return [...new Map(named.map((identity) => [learnerKey(identity), identity] as const)).values()];
}

/** Returns a mark as it is shown and handed out: rounded to two decimals. */
export const roundedMark = (mark: number): number => Math.round(mark * 100 + 1e-7) / 100;
