import { classTotals, type ClassTotals } from "./class-totals.ts";
import { optionTable, type OptionTable } from "./distractors.ts";
import { exposedTo, type Exposed } from "./exposed.ts";
import { extremeGroups, type ExtremeGroups } from "./extreme-groups.ts";
import type { ItemOption } from "./item-options.ts";
import { ifEnough, measured, stabilityOf, unavailable, type Measure, type Stability } from "./measure.ts";
import { reliabilityOf, type Reliability } from "./reliability.ts";
import type { ScoredSubmission } from "./scored-submission.ts";
import { correlation, mean } from "./statistics.ts";

/** The statistics of one item, over the learners who were shown it. */
export interface ItemAnalysis {
  itemId: string;
  /** How many learners were shown the item. */
  learners: number;
  stability: Stability;
  /** How many of them earned all points, some points, no points; blanks are among the last. */
  counts: { full: number; partial: number; none: number; blank: number };
  /** p: the mean share of points, from 0 to 1. A blank counts as wrong. */
  facility: Measure;
  /** D: facility in the upper 27% less facility in the lower 27%, from −1 to 1. */
  discrimination: Measure;
  /** r_pb: correlation with the total, this item included, as Canvas computes it. */
  pointBiserial: Measure;
  /** r_ir: correlation with the total of the other items; what Moodle calls the discrimination index. */
  itemRest: Measure;
  /** Absent for an item that isn't answered by choosing, or without recorded choices. */
  options?: OptionTable;
}

/** The statistics of a class. */
export interface ClassAnalysis {
  learners: number;
  /** What the numbers are based on, to show beside them. */
  basis: { attempts: "first"; blanks: "wrong"; note: string };
  /** By item id. */
  items: ItemAnalysis[];
  /** Over all learners; not available when they had different forms. */
  reliability: Reliability;
  /** The reliability of each form, by name of the form. */
  forms: { form: string; reliability: Reliability }[];
  totals: ClassTotals;
}

const basis: ClassAnalysis["basis"] = {
  attempts: "first",
  blanks: "wrong",
  note: "Based on first attempts. A blank counts as wrong (Canvas leaves blanks out). Each question counts only the learners who were shown it.",
};

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/**
 * Analyzes the submissions of a class, one for each learner: items, reliability and totals. `basis` says that these are first
 * attempts, which `analysisRows` chooses.
 * `options` lists, by item id, the options of items that are answered by choosing.
 */
export function analyzeClass(
  rows: readonly ScoredSubmission[],
  options: ReadonlyMap<string, readonly ItemOption[]> = new Map(),
): ClassAnalysis {
  const itemIds = [...new Set(rows.flatMap(({ scores }) => [...scores.keys()]))].toSorted(byText);
  const forms = [...new Set(rows.map(({ form }) => form))].toSorted(byText);
  return {
    learners: rows.length,
    basis,
    items: itemIds.map((itemId) => analyzeItem(itemId, rows, options.get(itemId) ?? [])),
    reliability: reliabilityOf(rows),
    forms: forms.map((form) => ({ form, reliability: reliabilityOf(rows.filter((row) => row.form === form)) })),
    totals: classTotals(rows),
  };
}

function analyzeItem(
  itemId: string,
  submissions: readonly ScoredSubmission[],
  options: readonly ItemOption[],
): ItemAnalysis {
  const learners = exposedTo(itemId, submissions);
  const shares = learners.map(({ share }) => share);
  const withChoices = learners.filter(({ submission }) => submission.choices !== undefined);
  const enough = (compute: () => Measure) => ifEnough(learners.length, compute);
  return {
    itemId,
    learners: learners.length,
    stability: stabilityOf(learners.length),
    counts: {
      full: learners.filter(({ mark }) => mark.earned >= mark.maximum).length,
      partial: learners.filter(({ mark }) => mark.earned > 0 && mark.earned < mark.maximum).length,
      none: learners.filter(({ mark }) => mark.earned <= 0).length,
      blank: learners.filter(({ mark }) => mark.blank).length,
    },
    facility: enough(() => measured(mean(shares))),
    discrimination: enough(() => groupDifference(groupsOf(learners))),
    pointBiserial: enough(() =>
      correlation(
        shares,
        learners.map(({ total }) => total),
      ),
    ),
    itemRest: enough(() => itemRestCorrelation(learners)),
    ...(options.length > 0 &&
      withChoices.length > 0 && { options: optionTable(itemId, options, withChoices, groupsOf(withChoices)) }),
  };
}

const groupsOf = (learners: readonly Exposed[]): ExtremeGroups<Exposed> =>
  extremeGroups(learners, ({ total }) => total);

/** Returns the facility of an item in the upper group less that in the lower group. */
export function groupDifference({ upper, lower }: ExtremeGroups<Pick<Exposed, "share">>): Measure {
  if (upper.length === 0 || lower.length === 0) return unavailable("no-lower-group");
  return measured(mean(upper.map(({ share }) => share)) - mean(lower.map(({ share }) => share)));
}

function itemRestCorrelation(learners: readonly Exposed[]): Measure {
  const withRest = learners.flatMap(({ share, rest }) => (rest === undefined ? [] : [{ share, rest }]));
  if (withRest.length === 0) return unavailable("one-item");
  return ifEnough(withRest.length, () =>
    correlation(
      withRest.map(({ share }) => share),
      withRest.map(({ rest }) => rest),
    ),
  );
}
