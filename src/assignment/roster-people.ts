import type { RosterPerson } from "./gradebook.ts";
import { matchLearners } from "./grades/match-learners.ts";
import type { RosterLearner } from "./grades/roster.ts";
import { learnerKey } from "./identity.ts";

/** The learners of a roster as a gradebook looks for them. */
export interface RosterPeople {
  people: RosterPerson[];
  /** By the form in which ids are compared. */
  personOf: Map<string, RosterPerson>;
  /** Identities that the roster doesn't have, or that fit several of its rows. */
  unmatched: string[];
  /** Learners who submitted under several identities. */
  several: { person: RosterPerson; identities: string[] }[];
}

/** Returns the identity by which a learner of a roster is called here: email, then login, then id. */
const identityOf = ({ email, login, id, lmsId, name }: RosterLearner): string => email || login || id || lmsId || name;

/**
 * Finds out whose the identities are that learners entered. Several identities of one learner are one person here; one that
 * fits two learners belongs to none.
 */
export function rosterPeople(learners: readonly RosterLearner[], identities: readonly string[]): RosterPeople {
  const personAt = new Map<number, RosterPerson>();
  const people = learners.map((learner): RosterPerson => {
    const identity = identityOf(learner);
    const person = { key: learnerKey(identity), learner: identity, name: learner.name, row: learner.row };
    personAt.set(learner.row, person);
    return person;
  });
  const taken = new Set<string>();
  for (const person of people) {
    // Two learners with one address would be one row: the second is told apart by its place in the file.
    if (taken.has(person.key)) person.key = `${person.key} #${person.row}`;
    taken.add(person.key);
  }
  const { matched, contested, unmatched } = matchLearners(learners, identities);
  const personOf = new Map<string, RosterPerson>();
  const add = (identity: string, learner: RosterLearner) => {
    const person = personAt.get(learner.row);
    if (person) personOf.set(learnerKey(identity), person);
  };
  for (const [identity, learner] of matched) add(identity, learner);
  for (const { learner, identities: named } of contested) for (const identity of named) add(identity, learner);
  return {
    people,
    personOf,
    unmatched,
    several: contested.flatMap(({ learner, identities: named }) => {
      const person = personAt.get(learner.row);
      return person ? [{ person, identities: named }] : [];
    }),
  };
}

/** Returns the gradebook's key for an identity that the instructor types. */
export const keyOfIdentity = (identity: string, people: RosterPeople | undefined): string => {
  const key = learnerKey(identity);
  return people?.personOf.get(key)?.key ?? people?.people.find((person) => person.key === key)?.key ?? key;
};
