import type { ExpectedLearners, RosterPerson } from "./gradebook.ts";
import { learnerFinder, matchLearners, type LearnerFinder } from "./grades/match-learners.ts";
import type { RosterLearner } from "./grades/roster.ts";
import { isLearnerKey, learnerKey } from "./identity.ts";

/** The learners of a roster as a gradebook looks for them. */
export interface RosterPeople extends ExpectedLearners {
  /** Identities that the roster doesn't have, or that fit several of its rows. */
  unmatched: string[];
  /** Learners who submitted under several identities. */
  several: { person: RosterPerson; identities: string[] }[];
}

/** The longest part of a key that is made of all identities of a learner. */
const longestIdentities = 280;

const identitiesOf = ({ email, login, id, lmsId }: RosterLearner): string[] =>
  [email, login, id, lmsId].filter((identity) => identity.trim() !== "");

/**
 * Returns the learners of a roster with their keys. A learner's key comes from the first identity that names no other learner:
 * email, login, id. One without such an identity gets a key from all of them, which no identity that is typed can have, since
 * it has a capital letter. So a key doesn't depend on the order of the rows, except for rows that are equal.
 */
function peopleOf(learners: readonly RosterLearner[], find: LearnerFinder): RosterPerson[] {
  const taken = new Set<string>();
  return learners.map((learner) => {
    const named = identitiesOf(learner);
    const own = named.filter((identity) => find(identity) === learner && isLearnerKey(learnerKey(identity)));
    const [identity] = own;
    const shared = [...named, learner.name]
      .map(learnerKey)
      .join(" ")
      .replaceAll(/\p{Cc}/gu, "");
    const base = identity === undefined ? `Roster ${shared.slice(0, longestIdentities)}` : learnerKey(identity);
    let key = base;
    for (let count = 2; taken.has(key); count += 1) key = `${base} (${count})`;
    taken.add(key);
    return {
      key,
      learner: identity ?? named[0] ?? learner.name,
      identities: own,
      name: learner.name,
      row: learner.row,
    };
  });
}

/** Returns the learners by the keys that earlier versions gave them: the first identity, and of equal ones the row. */
function byFormerKey(learners: readonly RosterLearner[], people: readonly RosterPerson[]): Map<string, RosterPerson> {
  const persons = new Map<string, RosterPerson>();
  const former = learners.map((learner) => learnerKey(identitiesOf(learner)[0] ?? learner.name));
  const count = new Map<string, number>();
  for (const key of former) count.set(key, (count.get(key) ?? 0) + 1);
  const seen = new Set<string>();
  for (const [at, person] of people.entries()) {
    const key = former[at] ?? "";
    if (count.get(key) === 1) persons.set(key, person);
    // Of several with one identity, the first had its plain form, which anybody could submit under.
    else if (seen.has(key)) persons.set(`${key} #${person.row}`, person);
    seen.add(key);
  }
  return persons;
}

/**
 * Finds out whose the identities are that learners entered. Several identities of one learner are one person here; one that
 * fits two learners belongs to none.
 */
export function rosterPeople(learners: readonly RosterLearner[], identities: readonly string[]): RosterPeople {
  const find = learnerFinder(learners);
  const people = peopleOf(learners, find);
  const personAt = new Map(learners.map((learner, at) => [learner, people[at]]));
  const personByKey = new Map(people.map((person) => [person.key, person]));
  const former = byFormerKey(learners, people);
  const personOf = (identity: string): RosterPerson | undefined => {
    const learner = find(identity);
    return learner && personAt.get(learner);
  };
  const { contested, unmatched } = matchLearners(learners, identities, find);
  return {
    people,
    personOf,
    personWithKey: (key) => personByKey.get(key) ?? personOf(key) ?? former.get(key),
    unmatched,
    several: contested.flatMap(({ learner, identities: named }) => {
      const person = personAt.get(learner);
      return person ? [{ person, identities: named }] : [];
    }),
  };
}
