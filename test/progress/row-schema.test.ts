import type { InferOutput } from "valibot";
import { expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import type { Response, ScoredItem } from "../../src/assessment/item.ts";
import type { responseSchema, scoredItemSchema } from "../../src/assessment/item-schema.ts";
import type {
  CheckAnswer,
  ItemReport,
  ReadingPosition,
  RevealMark,
  SectionMark,
  Settings,
  TextMark,
} from "../../src/progress/rows.ts";
import type * as schemas from "../../src/progress/row-schema.ts";

/** Optional fields made required, so that one forgotten in a schema is a difference too. */
type Full<T> = T extends object ? { [K in keyof T]-?: Full<T[K]> } : T;
type Same<A, B> = [Full<A>] extends [Full<B>]
  ? [Full<B>] extends [Full<A>]
    ? true
    : "type has less"
  : "schema has less";
type Of<K extends keyof typeof schemas> = (typeof schemas)[K] extends infer S
  ? S extends Parameters<typeof import("valibot").parse>[0]
    ? InferOutput<S>
    : never
  : never;

it("schemas and types name the same fields (checked by the compiler)", () => {
  const matches: [
    Same<Of<"attemptSchema">, Attempt>,
    Same<Of<"storedResponseSchema">, StoredResponse>,
    Same<Of<"readingPositionSchema">, ReadingPosition>,
    Same<Of<"sectionMarkSchema">, SectionMark>,
    Same<Of<"checkAnswerSchema">, CheckAnswer>,
    Same<Of<"newCheckSchema">, Omit<CheckAnswer, "first">>,
    Same<Of<"textMarkSchema">, TextMark>,
    Same<Of<"revealMarkSchema">, RevealMark>,
    Same<Of<"itemReportSchema">, ItemReport>,
    Same<Of<"settingsSchema">, Settings>,
    Same<InferOutput<typeof responseSchema>, Response>,
    Same<InferOutput<typeof scoredItemSchema>, ScoredItem>,
  ] = [true, true, true, true, true, true, true, true, true, true, true, true];
  expect(matches).toHaveLength(12);
});
