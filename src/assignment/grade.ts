import { isAnswered, maximumOf, scoreItem } from "../assessment/score.ts";
import type { Assignment } from "./assignment.ts";
import { drawAttempt, drawItems } from "./draw.ts";
import { bodyKey, drawnBody, type ItemBodies } from "./item-bodies.ts";
import type { Submission, SubmittedAnswer } from "./submission.ts";

/** Points of one drawn item, from the response. */
export interface GradedItem {
  itemId: string;
  version: number;
  earned: number;
  maximum: number;
  /** Whether the learner left it blank. */
  blank: boolean;
  /** Whether the points rest on what the learner's page recorded (which goals the commands met), not on a replay. */
  recorded: boolean;
}

/** Points of a walkthrough: what its replay showed, or nothing while it isn't graded here. */
export interface GradedWalkthrough {
  id: string;
  title: string;
  maximum: number;
  earned: number | undefined;
}

/** How the draw that a submission recorded compares with the one that its learner and attempt give. */
export type DrawComparison = "same" | "otherOrder" | "otherItems";

/** A submission, graded from its responses. */
export interface SubmissionGrade {
  submissionId: string;
  /** The items that the draw gives this learner in this attempt, in its order, without the missing ones. */
  items: GradedItem[];
  /** Ids of drawn items whose body isn't on this device; they aren't counted. */
  missing: string[];
  walkthroughs: GradedWalkthrough[];
  earned: number;
  maximum: number;
  /** Of the points that could be graded, from 0 to 1. */
  share: number;
  draw: DrawComparison;
  /** Whether the learner's device counted the same points. It's compared, never believed. */
  claim: "same" | "different" | "unknown";
}

/** Returns the points of a walkthrough from what was typed, or undefined when it can't be graded. */
export type WalkthroughPoints = (submission: Submission, walkthrough: string) => number | undefined;

const answersById = ({ answers }: Submission): Map<string, SubmittedAnswer> => {
  const byId = new Map<string, SubmittedAnswer>();
  // Of two answers to one item the first counts: a page writes one.
  for (const answer of answers) if (!byId.has(answer.itemId)) byId.set(answer.itemId, answer);
  return byId;
};

function compareDraw(assignment: Assignment, submission: Submission, bodies: ItemBodies): DrawComparison {
  const { learner, attempt, answers } = submission;
  const drawn = drawAttempt(assignment, learner.id, attempt, (item) => {
    const body = bodies.get(bodyKey(item));
    return body && drawnBody(body);
  });
  // Without a body the order of the options is unknown, so those items are compared by version alone.
  const expected = new Map(drawItems(assignment, learner.id, attempt).map((item) => [item.id, item.version]));
  const isSameSet =
    expected.size === answers.length && answers.every(({ itemId, version }) => expected.get(itemId) === version);
  if (!isSameSet) return "otherItems";
  const recorded = answers.filter(({ itemId }) => drawn.some((item) => item.itemId === itemId));
  const isSameOrder = drawn.every(({ itemId, order }, at) => {
    const answer = recorded[at];
    return answer?.itemId === itemId && order.join("\0") === answer.order.join("\0");
  });
  return isSameOrder ? "same" : "otherOrder";
}

/**
 * Grades a submission from its responses. What counts is the draw that the assignment gives this learner in this attempt: an
 * answer to another item, or to another version, scores 0.
 */
export function gradeSubmission(
  assignment: Assignment,
  submission: Submission,
  bodies: ItemBodies,
  walkthroughPoints?: WalkthroughPoints,
): SubmissionGrade {
  const answers = answersById(submission);
  const drawn = drawItems(assignment, submission.learner.id, submission.attempt);
  const items = drawn.flatMap((item): GradedItem[] => {
    const body = bodies.get(bodyKey(item));
    if (!body) return [];
    const answer = answers.get(item.id);
    const response = answer?.version === item.version ? answer.response : undefined;
    const { earned, maximum } = scoreItem(body, response, { strict: assignment.strict });
    return [
      {
        itemId: item.id,
        version: item.version,
        earned,
        maximum,
        blank: !isAnswered(response),
        recorded: body.type === "command",
      },
    ];
  });
  const missing = drawn.filter((item) => !bodies.has(bodyKey(item))).map(({ id }) => id);
  const walkthroughs = assignment.parts.flatMap((part): GradedWalkthrough[] =>
    part.kind === "walkthrough"
      ? [
          {
            id: part.id,
            title: part.title,
            maximum: part.points,
            earned: inRange(walkthroughPoints?.(submission, part.id), part.points),
          },
        ]
      : [],
  );
  const counted = walkthroughs.filter(({ earned }) => earned !== undefined);
  const itemsEarned = sum(items.map(({ earned }) => earned));
  const itemsMaximum = sum(items.map(({ maximum }) => maximum));
  const earned = itemsEarned + sum(counted.map((part) => part.earned ?? 0));
  const maximum = itemsMaximum + sum(counted.map((part) => part.maximum));
  const { claimed } = submission;
  const isClaimed = claimed.earned === itemsEarned && claimed.maximum === itemsMaximum;
  return {
    submissionId: submission.id,
    items,
    missing,
    walkthroughs,
    earned,
    maximum,
    share: maximum === 0 ? 0 : earned / maximum,
    draw: compareDraw(assignment, submission, bodies),
    claim: missing.length > 0 || walkthroughs.length > 0 ? "unknown" : isClaimed ? "same" : "different",
  };
}

const inRange = (points: number | undefined, maximum: number): number | undefined =>
  points === undefined ? undefined : Math.min(maximum, Math.max(0, points));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The points of marks: those of everyone's draw, or 100 where draws differ in points. */
export interface MarkScale {
  maximum: number;
  /** Whether each learner's draw has these points. */
  fixed: boolean;
}

/** Returns out of how many points marks are. Items without a body and walkthroughs that aren't graded don't count. */
export function markScale(assignment: Assignment, bodies: ItemBodies, gradesWalkthroughs = false): MarkScale {
  let maximum = 0;
  for (const part of assignment.parts) {
    if (part.kind === "walkthrough") {
      if (gradesWalkthroughs) maximum += part.points;
      continue;
    }
    const pool = part.from.map((item) => bodies.get(bodyKey(item)));
    const points = pool.map((body) => (body ? maximumOf(body) : 0));
    const draws = part.draw ?? part.from.length;
    const isFixed = draws === part.from.length || new Set(points).size === 1;
    if (!isFixed) return { maximum: 100, fixed: false };
    maximum += draws === part.from.length ? sum(points) : draws * (points[0] ?? 0);
  }
  return maximum > 0 ? { maximum, fixed: true } : { maximum: 100, fixed: false };
}
