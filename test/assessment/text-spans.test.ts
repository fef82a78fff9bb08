import fc from "fast-check";
import { expect, it } from "vitest";
import type { TextSpan } from "../../src/assessment/exam-run.ts";
import { sentencesOf, toggleSpan } from "../../src/assessment/text-spans.ts";

const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const charactersOf = (spans: readonly TextSpan[]): Set<number> =>
  new Set(spans.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)));

it("adds a passage, and takes off one that is highlighted whole", () => {
  expect(toggleSpan([{ start: 0, end: 5 }], { start: 5, end: 9 })).toEqual([{ start: 0, end: 9 }]);
  expect(toggleSpan([{ start: 0, end: 9 }], { start: 3, end: 5 })).toEqual([
    { start: 0, end: 3 },
    { start: 5, end: 9 },
  ]);
  expect(toggleSpan([{ start: 0, end: 9 }], { start: 4, end: 4 })).toEqual([{ start: 0, end: 9 }]);
});

it("keeps passages in order and apart, whatever is toggled", () => {
  fc.assert(
    fc.property(fc.array(span), (toggled) => {
      let spans: TextSpan[] = [];
      for (const next of toggled) {
        const before = charactersOf(spans);
        const own = charactersOf([next]);
        const isCovered = own.size > 0 && [...own].every((at) => before.has(at));
        spans = toggleSpan(spans, next);
        for (const at of own)
          if (isCovered) before.delete(at);
          else before.add(at);
        expect(charactersOf(spans)).toEqual(before);
      }
      spans.forEach(({ start, end }, at) => {
        expect(start).toBeLessThan(end);
        expect(start).toBeGreaterThan(spans[at - 1]?.end ?? -1);
      });
    }),
  );
});

it("finds sentences, not the dots inside names", () => {
  const text = "You push to contoso.azurecr.io:443. It fails!\naz acr login -n contoso\n What now?";
  expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "You push to contoso.azurecr.io:443.",
    "It fails!",
    "az acr login -n contoso",
    "What now?",
  ]);
  expect(sentencesOf("  \n ")).toEqual([]);
});
