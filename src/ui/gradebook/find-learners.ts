import { compareText } from "../../assessment/canonical-json.ts";
import type { LearnerRow } from "../../assignment/gradebook.ts";
import { learnerKey } from "../../assignment/identity.ts";

/** Which learners the table shows. */
export const learnerFilters = {
  all: "All learners",
  handedIn: "Submitted",
  missing: "Missing",
  late: "Late",
  notCounted: "Not counted",
  failed: "Below the pass mark",
  overridden: "With your mark",
  excused: "Excused",
  signals: "With signals",
} as const;
export type LearnerFilter = keyof typeof learnerFilters;

/** What the table is sorted by. */
export type LearnerColumn = "learner" | "attempts" | "mark" | "late" | "state" | "signals";

export interface LearnerView {
  text: string;
  filter: LearnerFilter;
  column: LearnerColumn;
  descending: boolean;
}

/** How many signals a learner's submissions give. */
export type SignalCount = (row: LearnerRow) => number;

const passes: Record<LearnerFilter, (row: LearnerRow, signals: SignalCount) => boolean> = {
  all: () => true,
  handedIn: ({ attempts }) => attempts.length > 0,
  missing: ({ state }) => state === "missing",
  late: ({ lateSeconds }) => lateSeconds > 0,
  notCounted: ({ state }) => state === "notCounted",
  failed: ({ mark, passed }) => mark !== undefined && !passed,
  overridden: ({ state }) => state === "overridden",
  excused: ({ state }) => state === "excused",
  signals: (row, signals) => signals(row) > 0,
};

const stateOrder = ["missing", "notCounted", "graded", "overridden", "excused"];

function compareBy(column: LearnerColumn, signals: SignalCount): (a: LearnerRow, b: LearnerRow) => number {
  switch (column) {
    case "learner": {
      // Folding names takes longer than comparing them, so each is folded once.
      const folded = new Map<LearnerRow, string>();
      const textOf = (row: LearnerRow): string => {
        const known = folded.get(row) ?? learnerKey(row.name || row.learner);
        folded.set(row, known);
        return known;
      };
      return (a, b) => compareText(textOf(a), textOf(b));
    }
    case "attempts":
      return (a, b) => a.attempts.length - b.attempts.length;
    case "mark":
      return (a, b) => (a.mark ?? -1) - (b.mark ?? -1);
    case "late":
      return (a, b) => a.lateSeconds - b.lateSeconds;
    case "state":
      return (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state);
    case "signals":
      return (a, b) => signals(a) - signals(b);
  }
}

/** Returns the learners that fit a search and a filter, sorted; equal ones stay in the order of names. */
export function findLearners(
  rows: readonly LearnerRow[],
  { text, filter, column, descending }: LearnerView,
  signals: SignalCount,
): LearnerRow[] {
  const words = learnerKey(text)
    .split(" ")
    .filter((word) => word !== "");
  const compare = compareBy(column, signals);
  return rows
    .filter((row) => {
      if (!passes[filter](row, signals)) return false;
      if (words.length === 0) return true;
      const searched = learnerKey(`${row.name} ${row.learner}`);
      return words.every((word) => searched.includes(word));
    })
    .sort((a, b) => (descending ? -compare(a, b) : compare(a, b)));
}
