import { chosenMisconceptions, offeredMisconceptions } from "../../assessment/chosen-misconceptions.ts";
import type { Response, ScoredItem } from "../../assessment/item.ts";
import type { ItemMark } from "./scored-submission.ts";
import { sum } from "./statistics.ts";

/** What a learner was shown, answered and earned, by item id. */
export interface LearnerAnswers {
  learner: string;
  items: readonly ScoredItem[];
  responses: ReadonlyMap<string, Response>;
  /** The points that the gradebook gave. */
  marks: ReadonlyMap<string, Pick<ItemMark, "earned" | "maximum">>;
}

/** Points of the items of one objective. */
export interface ObjectivePoints {
  objective: string;
  earned: number;
  maximum: number;
  /** Of the items' points, from 0 to 1. */
  share: number;
}

/** A misconception in a class. */
export interface MisconceptionCount {
  code: string;
  /** How many learners chose at least one wrong option that carries it. */
  held: number;
  /** How many learners were shown an item that offers it. */
  offered: number;
}

/** Where a class stands by objective and by misconception. */
export interface ClassMap {
  /** By code of the objective. */
  objectives: (ObjectivePoints & {
    /** How many learners were shown items of the objective. */
    learners: number;
  })[];
  /** Those that most learners hold first. */
  misconceptions: MisconceptionCount[];
  /** In the order of the input. */
  learners: { learner: string; objectives: ObjectivePoints[]; misconceptions: string[] }[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Returns the shares of points by objective and the misconceptions, for each learner and for the class; one entry per learner. */
export function classMap(answers: readonly LearnerAnswers[]): ClassMap {
  const learners = answers.map((entry) => ({
    learner: entry.learner,
    objectives: pointsByObjective(entry),
    misconceptions: heldBy(entry),
  }));
  const offers = answers.map(({ items }) => new Set(items.flatMap(offeredMisconceptions)));
  const codes = [...new Set(offers.flatMap((offered) => [...offered]))];
  return {
    objectives: pointsOfClass(learners.flatMap(({ objectives }) => objectives)),
    misconceptions: codes
      .map((code) => ({
        code,
        held: learners.filter(({ misconceptions }) => misconceptions.includes(code)).length,
        offered: offers.filter((offered) => offered.has(code)).length,
      }))
      .toSorted((a, b) => b.held - a.held || byText(a.code, b.code)),
    learners,
  };
}

const heldBy = ({ items, responses }: LearnerAnswers): string[] =>
  [...new Set(items.flatMap((item) => chosenMisconceptions(item, responses.get(item.id))))].toSorted(byText);

const pointsByObjective = ({ items, marks }: LearnerAnswers): ObjectivePoints[] =>
  groupedPoints(
    items.flatMap(({ id, objective }) => {
      const mark = marks.get(id);
      return mark ? [{ objective, earned: mark.earned, maximum: mark.maximum }] : [];
    }),
  );

function pointsOfClass(ofLearners: readonly ObjectivePoints[]): ClassMap["objectives"] {
  return groupedPoints(ofLearners).map((points) => ({
    ...points,
    learners: ofLearners.filter(({ objective }) => objective === points.objective).length,
  }));
}

function groupedPoints(
  points: readonly Pick<ObjectivePoints, "objective" | "earned" | "maximum">[],
): ObjectivePoints[] {
  return [...new Set(points.map(({ objective }) => objective))].toSorted(byText).flatMap((objective) => {
    const rows = points.filter((row) => row.objective === objective);
    const [earned, maximum] = [sum(rows.map((row) => row.earned)), sum(rows.map((row) => row.maximum))];
    return maximum > 0 ? [{ objective, earned, maximum, share: earned / maximum }] : [];
  });
}
