import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentList, recentLimit } from "../../src/sandbox/recent-list.ts";

describe("a list whose beginning may be in storage", () => {
  it("has the entries of an ordinary list at every position in memory, whatever is added, cut, forgotten and read back", () => {
    const change = fc.oneof(
      fc.record({ do: fc.constant("push" as const), count: fc.integer({ min: 1, max: 2 * recentLimit }) }),
      fc.record({ do: fc.constant("cut" as const), count: fc.integer({ min: 0, max: recentLimit }) }),
      fc.record({ do: fc.constant("forget" as const) }),
      fc.record({ do: fc.constant("prepend" as const), count: fc.integer({ min: 0, max: recentLimit }) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), (changes) => {
        const list = new RecentList<number>();
        const whole: number[] = [];
        let next = 0;
        for (const change of changes) {
          if (change.do === "push") {
            const items = Array.from({ length: change.count }, () => next++);
            list.push(...items);
            whole.push(...items);
          } else if (change.do === "cut") {
            const position = Math.max(list.start, list.length - change.count);
            expect(list.cut(position)).toEqual(whole.splice(position));
          } else if (change.do === "forget") {
            list.forget();
            expect(list.recent.length).toBeLessThanOrEqual(recentLimit);
          } else {
            list.prepend(whole.slice(Math.max(0, list.start - change.count), list.start));
          }
          expect(list.length).toBe(whole.length);
          expect(list.recent).toEqual(whole.slice(list.start));
          expect(list.at(list.start)).toBe(whole[list.start]);
          expect(list.at(list.start - 1)).toBeUndefined();
        }
      }),
    );
  });
});
