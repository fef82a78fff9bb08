import fc from "fast-check";
import type { Bloom, ItemType } from "../../src/assessment/item.ts";
import type { LogEntry, LogSource } from "../../src/assessment/log-entry.ts";

/** A time to count from in tests, in milliseconds since the epoch. */
export const noon = Date.UTC(2026, 8, 1, 12);

/** A right answer in practice to a question of its own, changed as a test says. */
export const entry = (at: number, change: Partial<LogEntry> = {}): LogEntry => ({
  id: `attempt/a/${at}`,
  cardId: `item/${at}`,
  source: "practice",
  rating: (change.share ?? 1) < 1 ? "again" : "good",
  share: 1,
  at,
  itemId: `${at}`,
  version: 1,
  type: "single",
  bloom: "apply",
  objective: "REG-1",
  profile: "chapter",
  ...change,
});

const types: ItemType[] = ["single", "choose", "statements", "matching"];
const blooms: Bloom[] = ["remember", "understand", "apply", "evaluate"];
const sources: LogSource[] = ["practice", "exam", "check", "review", "reveal", "lab"];

/** Any log of an objective over some months, in any order. */
export const anyLog = (maxLength = 40): fc.Arbitrary<LogEntry[]> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: 120 * 24 }).map((hours) => noon + hours * 3_600_000),
        share: fc.oneof(fc.constantFrom(0, 1), fc.constantFrom(0.25, 0.5, 0.75)),
        source: fc.constantFrom(...sources),
        type: fc.constantFrom(...types),
        bloom: fc.constantFrom(...blooms),
        hinted: fc.boolean(),
      }),
      { maxLength },
    )
    .map((answers) => answers.map(({ at, ...change }, index) => entry(at, { ...change, id: `answer/${index}` })));
