import { learnerKey } from "../identity.ts";
import type { RosterLearner } from "./roster.ts";

/** Which submission belongs to which learner of a roster. */
export interface LearnerMatches {
  /** By the identity that a submission states. */
  matched: Map<string, RosterLearner>;
  /** Identities that the roster doesn't have, or that fit several of its rows. */
  unmatched: string[];
  /** Learners whom no submission names. */
  missing: RosterLearner[];
  /** Learners whom several identities name; none of these is matched. */
  contested: { learner: RosterLearner; identities: string[] }[];
}

/** Finds the learner of a roster whom an identity names; undefined for nobody, and for several. */
export type LearnerFinder = (identity: string) => RosterLearner | undefined;

/**
 * Returns what finds learners by id, then login, then email. Ids are compared as everywhere, by `learnerKey`. Names are never
 * compared. An identity that fits two learners in the same way finds none.
 */
export function learnerFinder(learners: readonly RosterLearner[]): LearnerFinder {
  const steps = [
    indexBy(learners, ({ id, lmsId }) => [id, lmsId]),
    indexBy(learners, ({ login }) => [login]),
    indexBy(learners, ({ email }) => [email]),
  ];
  return (identity) => {
    const key = learnerKey(identity);
    const found = steps.map((index) => index.get(key) ?? []).find(({ length }) => length > 0);
    return found?.length === 1 ? found[0] : undefined;
  };
}

/** Matches the identities that submissions state to the learners whom `find` finds. */
export function matchLearners(
  learners: readonly RosterLearner[],
  identities: readonly string[],
  find: LearnerFinder = learnerFinder(learners),
): LearnerMatches {
  const claims = new Map<RosterLearner, string[]>();
  const unmatched: string[] = [];
  for (const identity of new Set(identities)) {
    const learner = find(identity);
    if (learner) claims.set(learner, [...(claims.get(learner) ?? []), identity]);
    else unmatched.push(identity);
  }
  const entries = [...claims].map(([learner, named]) => ({ learner, identities: named }));
  return {
    matched: new Map(
      entries.flatMap(({ learner, identities: [identity = "", ...others] }): [string, RosterLearner][] =>
        others.length === 0 ? [[identity, learner]] : [],
      ),
    ),
    unmatched,
    missing: learners.filter((learner) => !claims.has(learner)),
    contested: entries.filter((entry) => entry.identities.length > 1),
  };
}

function indexBy(
  learners: readonly RosterLearner[],
  identitiesOf: (learner: RosterLearner) => string[],
): Map<string, RosterLearner[]> {
  const index = new Map<string, RosterLearner[]>();
  for (const learner of learners)
    for (const key of new Set(identitiesOf(learner).map(learnerKey)))
      if (key !== "") index.set(key, [...(index.get(key) ?? []), learner]);
  return index;
}
