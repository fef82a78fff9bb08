import { canonicalJson, compareText } from "../assessment/canonical-json.ts";
import { joinDecisions, type Decision } from "../assignment/decision.ts";
import type { AssignedRow, GradebookRow, Sitting } from "./assignment-rows.ts";

/** Returns the newer of two; of two that are as new, the same one whichever comes first. */
const newer = <T>(a: T, b: T, at: (row: T) => number): T =>
  (at(a) - at(b) || compareText(canonicalJson(a), canonicalJson(b))) >= 0 ? a : b;

/** Joins gradebooks of one assignment: of each fact about a learner the later decision counts, and the roster that was imported later. */
export function mergeGradebooks(a: GradebookRow, b: GradebookRow): GradebookRow {
  const decisions: Record<string, Decision> = { ...a.decisions };
  for (const [learner, decision] of Object.entries(b.decisions)) {
    const mine = Object.hasOwn(decisions, learner) ? decisions[learner] : undefined;
    decisions[learner] = mine ? joinDecisions(mine, decision) : decision;
  }
  const rosters = [a.roster, b.roster].filter((roster) => roster !== undefined);
  const [first, second = first] = rosters;
  const roster = first && second && newer(first, second, ({ importedAt }) => importedAt);
  return {
    hash: a.hash,
    ...(roster && { roster }),
    decisions,
    changedAt: Math.max(a.changedAt, b.changedAt),
  };
}

/** How far an attempt has come; what was given back is the furthest. */
const progressOf = ({ result, sealedAt }: Sitting): number => result?.at ?? sealedAt ?? 0;

/** Returns what either has; of two, the same one whichever comes first. */
const either = <T>(a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined || b === undefined ? (a ?? b) : newer(a, b, () => 0);

/** Joins what two devices know of an assignment that a learner takes: no attempt and no result of either is lost. */
export function mergeAssigned(a: AssignedRow, b: AssignedRow): AssignedRow {
  const sittings = new Map(a.sittings.map((sitting) => [sitting.attemptId, sitting]));
  for (const sitting of b.sittings) {
    const mine = sittings.get(sitting.attemptId);
    sittings.set(sitting.attemptId, mine ? newer(mine, sitting, progressOf) : sitting);
  }
  const learner = either(a.learner, b.learner);
  const terms = either(a.terms, b.terms);
  return {
    ...newer(a, b, () => 0),
    ...(learner && { learner }),
    ...(terms && { terms }),
    openedAt: Math.min(a.openedAt, b.openedAt),
    changedAt: Math.max(a.changedAt, b.changedAt),
    sittings: [...sittings.values()].sort((x, y) => x.number - y.number || compareText(x.attemptId, y.attemptId)),
  };
}
