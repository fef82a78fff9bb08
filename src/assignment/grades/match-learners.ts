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

const exact = (text: string): string => text.trim().normalize("NFC");
const anyCase = (text: string): string => exact(text).toLowerCase();

/**
 * Matches the identities that submissions state to learners: by exact id, then login, then email, the last two in any case of
 * letters. Names are never compared. An identity that fits two learners in the same way isn't matched.
 */
export function matchLearners(learners: readonly RosterLearner[], identities: readonly string[]): LearnerMatches {
  const steps = [
    { key: exact, values: indexBy(learners, ({ id, lmsId }) => [exact(id), exact(lmsId)]) },
    { key: anyCase, values: indexBy(learners, ({ login }) => [anyCase(login)]) },
    { key: anyCase, values: indexBy(learners, ({ email }) => [anyCase(email)]) },
  ];
  const claims = new Map<RosterLearner, string[]>();
  const unmatched: string[] = [];
  for (const identity of new Set(identities)) {
    const found = steps.map(({ key, values }) => values.get(key(identity)) ?? []).find(({ length }) => length > 0);
    const [learner] = found?.length === 1 ? found : [];
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
  keysOf: (learner: RosterLearner) => string[],
): Map<string, RosterLearner[]> {
  const index = new Map<string, RosterLearner[]>();
  for (const learner of learners)
    for (const key of new Set(keysOf(learner))) if (key !== "") index.set(key, [...(index.get(key) ?? []), learner]);
  return index;
}
