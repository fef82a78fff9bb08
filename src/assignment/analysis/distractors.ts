import type { Exposed } from "./exposed.ts";
import type { ExtremeGroups } from "./extreme-groups.ts";
import type { ItemOption } from "./item-options.ts";
import { fewestLearners, ifEnough, measured, type Measure } from "./measure.ts";
import { correlation } from "./statistics.ts";

/** A reason to look at a distractor. */
export type DistractorFlag = "non-functioning" | "positive-correlation" | "chosen-by-upper-group";

/** What each flag says. */
export const distractorFlagText: Record<DistractorFlag, string> = {
  "non-functioning": "Fewer than 5% chose it: replace it or leave it out.",
  "positive-correlation": "Learners with higher totals chose it more often: check the key and the wording.",
  "chosen-by-upper-group": "A larger share of the upper group than of the lower group chose it: check the key.",
};

/** A distractor that a smaller share of learners chooses doesn't function. */
const smallestShare = 0.05;

/** How an option of an item was chosen. */
export interface OptionRow extends ItemOption {
  /** How many learners chose it. */
  chosen: number;
  /** The share of learners who chose it, from 0 to 1; blanks are in the divisor. */
  share: Measure;
  /** Correlation of choosing the option with the total, this item included. */
  pointBiserial: Measure;
  /** How many learners of the upper and of the lower group chose it. */
  upper: number;
  lower: number;
  /** Always empty for a correct option, and with too few learners. */
  flags: DistractorFlag[];
}

/** The options of an item over the learners whose choices were recorded. */
export interface OptionTable {
  learners: number;
  blanks: number;
  options: OptionRow[];
  /** How many learners chose an option that isn't in the list, e.g. one of an earlier version. */
  unlisted: number;
}

const chosenBy = ({ submission }: Exposed, itemId: string): readonly string[] => submission.choices?.get(itemId) ?? [];

/** Returns how each option of an item was chosen. The groups hold learners with recorded choices only. */
export function optionTable(
  itemId: string,
  options: readonly ItemOption[],
  learners: readonly Exposed[],
  { upper, lower }: ExtremeGroups<Exposed>,
): OptionTable {
  const count = (group: readonly Exposed[], id: string) =>
    group.filter((learner) => chosenBy(learner, itemId).includes(id)).length;
  const totals = learners.map(({ total }) => total);
  const rows = options.map(({ id, correct }): OptionRow => {
    const choice = learners.map((learner) => Number(chosenBy(learner, itemId).includes(id)));
    const row = {
      id,
      correct,
      chosen: count(learners, id),
      share: ifEnough(learners.length, () => measured(count(learners, id) / learners.length)),
      pointBiserial: ifEnough(learners.length, () => correlation(choice, totals)),
      upper: count(upper, id),
      lower: count(lower, id),
    };
    const isFlagged = !correct && learners.length >= fewestLearners;
    return { ...row, flags: isFlagged ? flagsOf(row, upper.length, lower.length) : [] };
  });
  return {
    learners: learners.length,
    blanks: learners.filter((learner) => chosenBy(learner, itemId).length === 0).length,
    options: rows,
    unlisted: learners.filter((learner) =>
      chosenBy(learner, itemId).some((id) => !options.some((option) => option.id === id)),
    ).length,
  };
}

/** Ties make the groups unequal, so it's the shares of the groups that compare. */
function flagsOf(row: Omit<OptionRow, "flags">, upperSize: number, lowerSize: number): DistractorFlag[] {
  const { share, pointBiserial, upper, lower } = row;
  return [
    ...(share.available && share.value < smallestShare ? (["non-functioning"] as const) : []),
    ...(pointBiserial.available && pointBiserial.value > 0 ? (["positive-correlation"] as const) : []),
    ...(lowerSize > 0 && upper * lowerSize > lower * upperSize ? (["chosen-by-upper-group"] as const) : []),
  ];
}
