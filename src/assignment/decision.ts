import { canonicalJson, compareText } from "../assessment/canonical-json.ts";
import type { Accommodation } from "./accommodation.ts";

/** What an instructor decided about a learner. Its facts are independent: each was decided at a time of its own. */
export interface Decision {
  /** The learner's id as the instructor writes it. */
  learner: string;
  name?: string | undefined;
  accommodation?: Accommodation | undefined;
  excused?: boolean | undefined;
  mark?: number | undefined;
  comment?: string | undefined;
  /** When the instructor's LMS received submissions, by their ids. */
  received?: Readonly<Record<string, number>> | undefined;
  returnedAt?: number | undefined;
  /** When anything of it changed last. */
  changedAt: number;
  /**
   * When each fact was decided or taken back, by `factKeys`; a fact without a time was never decided. The time under `all` holds
   * for every fact. Absent in rows of earlier versions, whose facts were all decided at `changedAt`.
   */
  times?: Readonly<Record<string, number>> | undefined;
}

/** The facts of a decision; undefined takes one back. Times of receipt that aren't named stay as they are. */
export type DecisionChange = Partial<Omit<Decision, "learner" | "changedAt" | "times" | "received">> & {
  /** By submission; undefined for one that isn't known any more. */
  received?: Readonly<Record<string, number | undefined>>;
};

const plainFacts = ["name", "accommodation", "excused", "mark", "comment", "returnedAt"] as const;
const receivedPrefix = "received:";

type Facts = Map<string, unknown>;

/** Returns the facts that a decision or a change names, by key: the name of the field, or `received:` and a submission's id. */
function factsOf(decision: DecisionChange | Decision): Facts {
  const facts: Facts = new Map();
  for (const field of plainFacts) if (field in decision) facts.set(field, decision[field]);
  for (const [id, at] of Object.entries(decision.received ?? {})) facts.set(`${receivedPrefix}${id}`, at);
  return facts;
}

/** Puts facts together again; what was taken back is left out. */
function decisionOf(head: Pick<Decision, "learner" | "changedAt">, facts: Facts, times: Map<string, number>): Decision {
  const plain: Record<string, unknown> = {};
  const received: Record<string, number> = {};
  for (const [key, value] of facts) {
    if (value === undefined) continue;
    if (!key.startsWith(receivedPrefix)) plain[key] = value;
    else if (typeof value === "number") received[key.slice(receivedPrefix.length)] = value;
  }
  const all = times.get("all") ?? 0;
  const later = [...times].filter(([key, at]) => key !== "all" && at > all);
  // A decision of which everything was decided at once is written as earlier versions write it.
  const isOneTime = later.length === 0 && all === head.changedAt;
  return {
    ...plain,
    ...(Object.keys(received).length > 0 && { received }),
    ...head,
    ...(!isOneTime && { times: { ...(all > 0 && { all }), ...Object.fromEntries(later) } }),
  };
}

const timesOf = ({ times, changedAt }: Decision): Map<string, number> =>
  new Map(Object.entries(times ?? { all: changedAt }));

const timeOf = (times: ReadonlyMap<string, number>, key: string): number =>
  Math.max(times.get(key) ?? 0, times.get("all") ?? 0);

const textOf = (value: unknown): string => (value === undefined ? "" : canonicalJson(value));

/** Puts facts in place of those that a decision has, as decided now; the others keep their values and times. */
function withFacts(decision: Decision | undefined, change: Facts, { learner, now }: DecisionHead): Decision {
  const facts = decision ? factsOf(decision) : new Map();
  const times = decision ? timesOf(decision) : new Map<string, number>();
  let changedAt = Math.max(now, decision?.changedAt ?? 0);
  for (const [key, value] of change) {
    // Whoever decides knows the earlier decision, so the new one is later, whatever the clock says.
    const at = Math.max(now, timeOf(times, key) + 1);
    facts.set(key, value);
    times.set(key, at);
    changedAt = Math.max(changedAt, at);
  }
  return decisionOf({ learner: decision?.learner ?? learner, changedAt }, facts, times);
}

interface DecisionHead {
  /** The learner's id, for a first decision. */
  learner: string;
  now: number;
}

/** Returns a decision with other facts, decided now; the others keep their values and times. */
export const changeDecision = (decision: Decision | undefined, change: DecisionChange, head: DecisionHead): Decision =>
  withFacts(decision, factsOf(change), head);

/** Joins two decisions about one learner: of each fact the later one counts, and of two as late the same one in any order. */
export function joinDecisions(a: Decision, b: Decision): Decision {
  const [times, others] = [timesOf(a), timesOf(b)];
  const [facts, otherFacts] = [factsOf(a), factsOf(b)];
  const joined: Facts = new Map();
  const joinedTimes = new Map<string, number>();
  for (const key of new Set([...facts.keys(), ...otherFacts.keys(), ...times.keys(), ...others.keys()])) {
    const [at, otherAt] = [timeOf(times, key), timeOf(others, key)];
    joinedTimes.set(key, Math.max(at, otherAt));
    if (key === "all") continue;
    const [value, otherValue] = [facts.get(key), otherFacts.get(key)];
    const order = at - otherAt || compareText(textOf(value), textOf(otherValue));
    joined.set(key, order >= 0 ? value : otherValue);
  }
  const order = a.changedAt - b.changedAt || compareText(a.learner, b.learner);
  const { learner, changedAt } = order >= 0 ? a : b;
  return decisionOf({ learner, changedAt }, joined, joinedTimes);
}

/**
 * Joins decisions that were made under two identities of one learner. What a decision of an earlier version doesn't
 * have was never decided under its identity, but maybe under the other one.
 */
export function joinIdentities(a: Decision, b: Decision): Decision {
  const stated = (decision: Decision): Decision => {
    const times = timesOf(decision);
    const own = [...factsOf(decision).keys(), ...times.keys()].filter((key) => key !== "all");
    return { ...decision, times: Object.fromEntries(own.map((key) => [key, timeOf(times, key)])) };
  };
  return joinDecisions(stated(a), stated(b));
}

/** Returns the facts in which two states of a decision differ and that still are as the second has them, as the first has them. */
function changeBack(before: Decision | undefined, after: Decision | undefined, now: Decision | undefined): Facts {
  const [earlier, later, present] = [before, after, now].map((state) => (state ? factsOf(state) : new Map()));
  const back: Facts = new Map();
  for (const key of new Set([...(earlier?.keys() ?? []), ...(later?.keys() ?? [])])) {
    const [was, became] = [textOf(earlier?.get(key)), textOf(later?.get(key))];
    // What was decided since stays.
    if (was !== became && textOf(present?.get(key)) === became) back.set(key, earlier?.get(key));
  }
  return back;
}

/** Decisions by the form in which their learner's id is compared. */
type Decisions = Readonly<Record<string, Decision>>;

/**
 * Takes a step back that made `after` of `before`: facts that still are as the step left them become what they were, as a
 * decision of now. Everything that was decided since stays.
 */
export function undoDecisions(
  present: Decisions,
  { before, after }: { before: Decisions; after: Decisions },
  now: number,
): Record<string, Decision> {
  const undone: Record<string, Decision> = { ...present };
  for (const key of Object.keys(after)) {
    const decision = ownDecision(present, key);
    if (!decision) continue;
    const back = changeBack(ownDecision(before, key), ownDecision(after, key), decision);
    if (back.size > 0) undone[key] = withFacts(decision, back, { learner: decision.learner, now });
  }
  return undone;
}

const ownDecision = (decisions: Decisions, key: string): Decision | undefined =>
  Object.hasOwn(decisions, key) ? decisions[key] : undefined;
