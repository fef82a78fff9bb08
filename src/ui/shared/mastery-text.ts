import type { Mastery, MasteryLevel, MasteryNeed } from "../../assessment/mastery.ts";
import { percent } from "./percent.ts";

/** The names of the levels. */
export const levelName: Record<MasteryLevel, string> = {
  "not-started": "Not started",
  started: "Started",
  familiar: "Familiar",
  proficient: "Proficient",
  mastered: "Mastered",
};

const dayOf = (at: number) => new Intl.DateTimeFormat("en", { month: "long", day: "numeric" }).format(at);

function needText(need: MasteryNeed): string {
  switch (need.kind) {
    case "answers":
      return need.count === 1 ? "1 more answer" : `${need.count} more answers`;
    case "share":
      return `${percent(need.share)} of the points`;
    case "types":
      return "a question of another type";
    case "apply":
      return "a question that applies a rule";
    case "later":
      return `a right answer on ${dayOf(need.at)} or later`;
  }
}

const listed = (parts: readonly string[]): string => new Intl.ListFormat("en", { type: "conjunction" }).format(parts);

/** Returns what took a level away, or what the next level needs; empty at the highest level. */
export function masteryReason({ demotion, next }: Mastery): string {
  if (demotion)
    return `Down from ${levelName[demotion.from]}: ${demotion.missed.length} of the last 3 answers were wrong.`;
  if (!next) return "";
  const needs = next.needs.length === 0 ? "one more good answer" : listed(next.needs.map(needText));
  return `${levelName[next.level]} needs ${needs}.`;
}
