import type { LogEntry } from "../assessment/log-entry.ts";
import type { Progress } from "../progress/progress.ts";
import { defaultWeights } from "../review/memory-model.ts";
import { neededRecalls, type Fit } from "../review/optimize/fit-weights.ts";
import { countRecalls, historiesOf } from "../review/optimize/histories.ts";
import { studied } from "./review-day.ts";

/** What is known of the learner's own memory. */
export interface Learned {
  /** Answers in the log that weights can be learned from, and how many it takes. */
  recalls: number;
  needed: number;
  /** From how many answers the weights in use were learned; 0 when the learner chose the published ones, undefined before either. */
  from: number | undefined;
}

/** Learned weights are worked out again once the log has grown by this. */
const growth = 1.25;

/** Reads what was learned, and what could be. */
export async function readLearned(progress: Progress): Promise<Learned> {
  const [study, log] = await Promise.all([progress.study(), progress.log()]);
  return {
    recalls: countRecalls(historiesOf(log)),
    needed: neededRecalls,
    from: studied(study, "weights")?.reviews,
  };
}

/** Whether to learn weights without being asked: there is enough for the first time, or much more than then. */
export const isWorthLearning = ({ recalls, needed, from }: Learned): boolean =>
  recalls >= needed && from !== 0 && (from === undefined || recalls >= from * growth);

async function use(progress: Progress, weights: readonly number[], reviews: number, changedAt: number): Promise<void> {
  await progress.saveStudy({ key: "weights", value: { weights: [...weights], reviews }, changedAt });
  await progress.rebuildCards();
}

/** Learns the weights from the log and works all cards out with them, if they predict it better than the published ones. */
export async function learnFromLog(
  progress: Progress,
  learn: (log: readonly LogEntry[]) => Promise<Fit>,
  now: number,
): Promise<void> {
  const { weights, recalls, loss, defaultLoss } = await learn(await progress.log());
  if (recalls < neededRecalls) return;
  await use(progress, loss < defaultLoss ? weights : defaultWeights, recalls, now);
}

/** Learns the weights when it's worth it; see `isWorthLearning`. Returns whether it did. */
export async function learnWhenWorth(
  progress: Progress,
  learn: (log: readonly LogEntry[]) => Promise<Fit>,
  now: number,
): Promise<boolean> {
  const isWorth = isWorthLearning(await readLearned(progress));
  if (isWorth) await learnFromLog(progress, learn, now);
  return isWorth;
}

/** Goes back to the published weights, and stays with them until the learner decides otherwise. */
export const useDefaultWeights = (progress: Progress, now: number): Promise<void> =>
  use(progress, defaultWeights, 0, now);
