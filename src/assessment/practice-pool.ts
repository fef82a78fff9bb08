import { cardIdOf, familyOfItem } from "./item-id.ts";
import type { ItemType } from "./item.ts";
import { firstCount, type Difficulty, type PracticeChoice, type PracticeSource, type Widening } from "./practice.ts";
import { seenCards, type PracticeMemory } from "./practice-memory.ts";

/** What drawing for practice looks at in a question, so that the bodies of variants load only once they're drawn. */
export interface Candidate {
  id: string;
  objective: string;
  type: ItemType;
  /** 1 (easy) to 5 (hard). */
  difficulty: number;
  /** Codes of the wrong ideas that it offers; of a variant, those of its family. */
  ideas: readonly string[];
}

/** What practice needs to know of the course. */
export interface PracticeCourse {
  /** Objectives that are easily confused with one, by its id. */
  neighbors: ReadonlyMap<string, readonly string[]>;
  sections: readonly { id: string; objectives: readonly string[] }[];
}

/** How long a variant of a family isn't asked again, in milliseconds. */
export const variantRest = 30 * 24 * 60 * 60 * 1000;

/** Whether a question may be asked: none that an assignment withholds, and a variant not within 30 days of the last time. */
export function mayBeAsked({ id }: Candidate, { seen, withheld, now }: PracticeMemory): boolean {
  if (withheld.has(id)) return false;
  const at = seen.get(id);
  return familyOfItem(id) === undefined || at === undefined || at < now - variantRest;
}

const ranges: Record<Difficulty, readonly [number, number]> = {
  any: [1, 5],
  easy: [1, 2],
  medium: [3, 3],
  hard: [4, 5],
};

/** Returns the test of a source: which questions it is about. */
function sourceTest(
  source: PracticeSource,
  memory: PracticeMemory,
  { sections }: PracticeCourse,
): (candidate: Candidate) => boolean {
  switch (source.kind) {
    case "mixed":
      return () => true;
    case "objective":
      return ({ objective }) => objective === source.id;
    case "section": {
      const objectives = sections.find(({ id }) => id === source.id)?.objectives ?? [];
      return ({ objective }) => objectives.includes(objective);
    }
    case "misconception":
      return ({ ideas }) => ideas.includes(source.id);
    case "due":
      return ({ id }) => memory.due.has(cardIdOf(id));
    case "missed":
      return ({ id }) => memory.missed.has(cardIdOf(id));
    case "new": {
      const known = seenCards(memory.seen);
      return ({ id }) => !memory.seen.has(id) && !known.has(cardIdOf(id));
    }
  }
}

/** One question for each due or missed card; a family has many variants that would ask the same rule. */
const asksEachCardOnce = ({ kind }: PracticeSource): boolean => kind === "due" || kind === "missed";

/** Objectives to add where a source has too few questions: its own, and those easily confused with them. */
function widerObjectives(
  source: PracticeSource,
  own: readonly Candidate[],
  { neighbors }: PracticeCourse,
): Set<string> | undefined {
  if (source.kind !== "objective" && source.kind !== "section" && source.kind !== "misconception") return undefined;
  const objectives = new Set(own.map(({ objective }) => objective));
  if (source.kind === "misconception") return objectives;
  return new Set([...objectives, ...[...objectives].flatMap((objective) => neighbors.get(objective) ?? [])]);
}

/** The questions of a choice, the fitting ones first, then those that each dropped condition adds. */
export interface PracticePool {
  /** How many questions the choice fits. */
  fitting: number;
  /** How many questions the source has without filters. */
  inSource: number;
  layers: { dropped: Widening | undefined; candidates: Candidate[] }[];
}

/** Sorts out which questions a choice is about. Nothing is widened where the choice has enough for its length. */
export function practicePool(
  all: readonly Candidate[],
  choice: PracticeChoice,
  memory: PracticeMemory,
  course: PracticeCourse,
): PracticePool {
  const { source, types } = choice;
  const [least, most] = ranges[choice.difficulty];
  const asked = all.filter((candidate) => mayBeAsked(candidate, memory));
  const own = asked.filter(sourceTest(source, memory, course));
  const isOfTypes = ({ type }: Candidate) => types.length === 0 || types.includes(type);
  const isOfDifficulty = ({ difficulty }: Candidate) => difficulty >= least && difficulty <= most;
  const objectives = widerObjectives(source, own, course);
  const steps: [Widening | undefined, readonly Candidate[]][] = [
    [undefined, own.filter((candidate) => isOfTypes(candidate) && isOfDifficulty(candidate))],
    ["difficulty", own.filter(isOfTypes)],
    ["types", own],
    ["source", objectives ? asked.filter(({ objective }) => objectives.has(objective)) : []],
  ];
  const keyOf = ({ id }: Candidate) => (asksEachCardOnce(source) ? cardIdOf(id) : id);
  const taken = new Set<string>();
  const layers: PracticePool["layers"] = [];
  for (const [dropped, candidates] of steps) {
    if (dropped !== undefined && taken.size >= firstCount(choice.length)) break;
    const added = candidates.filter((candidate) => !taken.has(keyOf(candidate)));
    for (const candidate of added) taken.add(keyOf(candidate));
    if (added.length > 0 || dropped === undefined) layers.push({ dropped, candidates: added });
  }
  const cards = (list: readonly Candidate[]) => new Set(list.map(keyOf)).size;
  return { fitting: cards(layers[0]?.candidates ?? []), inSource: cards(own), layers };
}
