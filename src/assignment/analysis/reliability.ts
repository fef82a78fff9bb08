import { ifEnough, measured, stabilityOf, unavailable, type Measure, type Stability } from "./measure.ts";
import type { ItemMark, ScoredSubmission } from "./scored-submission.ts";
import { populationVariance, sum, varies } from "./statistics.ts";

/** How consistently the items of one form measure. */
export interface Reliability {
  learners: number;
  /** How many items the form has; undefined when learners had different ones. */
  items: number | undefined;
  stability: Stability;
  /** Cronbach's alpha. It can be below 0. */
  alpha: Measure;
  /** Kuder–Richardson 20, for items that give 0 points or 1 point; equal to alpha. */
  kr20: Measure;
  /** Standard error of measurement of a total, in points: σ√(1 − α). */
  standardError: Measure;
}

const marksOf = ({ scores }: ScoredSubmission): ItemMark[] => [...scores.values()];

/** Whether all learners had the same items, whatever their forms are called. */
function isOneForm(submissions: readonly ScoredSubmission[]): boolean {
  const [first, ...others] = submissions;
  return others.every(
    ({ form, scores }) =>
      form === first?.form &&
      scores.size === first.scores.size &&
      [...scores.keys()].every((id) => first.scores.has(id)),
  );
}

/**
 * Returns the reliability of a form, from one submission per learner: α = k/(k − 1) · (1 − Σσ²ᵢ/σ²ₜ). All variances have
 * divisor n; item variances and the total's variance must be of the same kind. It isn't available over different forms.
 */
export function reliabilityOf(submissions: readonly ScoredSubmission[]): Reliability {
  const oneForm = isOneForm(submissions);
  const itemIds = [...(submissions[0]?.scores.keys() ?? [])];
  const totals = submissions.map((submission) => sum(marksOf(submission).map(({ earned }) => earned)));
  const compute = (sumOfVariances: () => number): Measure =>
    ifEnough(submissions.length, () => {
      if (!oneForm) return unavailable("different-forms");
      const count = itemIds.length;
      if (count < 2) return unavailable("one-item");
      if (!varies(totals)) return unavailable("no-variance");
      // The sums are of floating-point numbers, so a form without any error can come out slightly above 1.
      return measured(Math.min(1, (count / (count - 1)) * (1 - sumOfVariances() / populationVariance(totals))));
    });

  const earnedIn = (id: string) => submissions.map(({ scores }) => scores.get(id)?.earned ?? 0);
  const isRightOrWrong = submissions.every((submission) =>
    marksOf(submission).every(({ earned, maximum }) => maximum === 1 && (earned === 0 || earned === 1)),
  );
  const alpha = compute(() => sum(itemIds.map((id) => populationVariance(earnedIn(id)))));
  const kr20 = compute(() =>
    sum(
      itemIds.map((id) => {
        const facility = sum(earnedIn(id)) / submissions.length;
        return facility * (1 - facility);
      }),
    ),
  );
  return {
    learners: submissions.length,
    items: oneForm ? itemIds.length : undefined,
    stability: stabilityOf(submissions.length),
    alpha,
    kr20: kr20.available && !isRightOrWrong ? unavailable("partial-points") : kr20,
    standardError: alpha.available ? measured(Math.sqrt(populationVariance(totals) * (1 - alpha.value))) : alpha,
  };
}
