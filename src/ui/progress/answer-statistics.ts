import type { Confidence, ItemType } from "../../assessment/item.ts";
import type { LogEntry } from "../../assessment/log-entry.ts";

/** How often answers of a confidence were right. */
export interface CalibrationRow {
  confidence: Confidence;
  answers: number;
  /** Mean share of points, 0 to 1; 0 without answers. */
  share: number;
}

const confidences: readonly Confidence[] = ["guess", "think", "certain"];

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Compares how sure the learner was with how often they were right. */
export const calibration = (entries: readonly LogEntry[]): CalibrationRow[] =>
  confidences.map((confidence) => {
    const own = entries.filter((entry) => entry.confidence === confidence);
    return { confidence, answers: own.length, share: mean(own.map(({ share }) => share)) };
  });

/** How long questions of a type take. */
export interface TimeRow {
  type: ItemType;
  answers: number;
  /** The median, in seconds. */
  seconds: number;
}

/** Returns the median time of each type of question that has a time, the slowest first. */
export function timePerQuestion(entries: readonly LogEntry[]): TimeRow[] {
  const byType = new Map<ItemType, number[]>();
  for (const { type, seconds } of entries) {
    if (type !== undefined && seconds !== undefined) byType.set(type, [...(byType.get(type) ?? []), seconds]);
  }
  return [...byType]
    .map(([type, times]) => {
      const sorted = times.toSorted((a, b) => a - b);
      return { type, answers: times.length, seconds: sorted[Math.floor(times.length / 2)] ?? 0 };
    })
    .toSorted((a, b) => b.seconds - a.seconds);
}
