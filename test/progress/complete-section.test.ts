import { describe, expect, it } from "vitest";
import { completedAt, markIfComplete } from "../../src/progress/complete-section.ts";
import { aCheck, aTab } from "./support.ts";

const section = { id: "tiers", asked: [{ id: "one" }, { id: "two" }] };
const place = { sectionId: "tiers", block: "b", heading: "", at: 50 };
const answer = (itemId: string, at: number) => aCheck({ itemId, at, first: { earned: 0, maximum: 1, at } });

describe("the time when a section was completed", () => {
  it("is the later of the last first answer and the end of the text", () => {
    const checks = [answer("one", 10), answer("two", 30)];
    expect(completedAt("tiers", section.asked, { positions: [{ ...place, endAt: 20 }], checks })).toBe(30);
    expect(completedAt("tiers", section.asked, { positions: [{ ...place, endAt: 40 }], checks })).toBe(40);
  });

  it("counts the answer to the question that was asked in a check's place before", () => {
    const asked = [{ id: "one" }, { id: "family/f/1", after: "two" }];
    const positions = [{ ...place, endAt: 20 }];
    expect(completedAt("tiers", asked, { positions, checks: [answer("one", 10), answer("two", 30)] })).toBe(30);
    expect(completedAt("tiers", asked, { positions, checks: [answer("one", 10), answer("family/f/1", 40)] })).toBe(40);
    expect(completedAt("tiers", asked, { positions, checks: [answer("one", 10)] })).toBeUndefined();
  });

  it("is missing while a check is open or the end wasn't reached", () => {
    const checks = [answer("one", 10), answer("other", 30)];
    expect(completedAt("tiers", section.asked, { positions: [{ ...place, endAt: 20 }], checks })).toBeUndefined();
    expect(completedAt("tiers", [{ id: "one" }], { positions: [place], checks })).toBeUndefined();
    expect(completedAt("tiers", [{ id: "one" }], { positions: [], checks })).toBeUndefined();
  });

  it("is the end of the text in a section without checks", () => {
    expect(completedAt("tiers", [], { positions: [{ ...place, endAt: 20 }], checks: [] })).toBe(20);
  });
});

describe("marking a section as done", () => {
  it("happens once its end was reached and all its checks are answered, in either order", async () => {
    const tab = await aTab();
    await tab.saveReadingPosition({ ...place, endAt: 20 });
    await markIfComplete(tab, section, 0);
    await tab.saveCheck(answer("one", 30));
    await markIfComplete(tab, section, 0);
    expect(await tab.sections()).toEqual([]);
    await tab.saveCheck(answer("two", 40));
    await markIfComplete(tab, section, 0);
    expect(await tab.sections()).toEqual([{ sectionId: "tiers", doneAt: 40 }]);
  });

  it("doesn't return after the learner took it back", async () => {
    const tab = await aTab();
    await tab.saveReadingPosition({ ...place, endAt: 20 });
    await tab.saveCheck(answer("one", 30));
    await tab.saveCheck(answer("two", 40));
    await markIfComplete(tab, section, 41);
    expect(await tab.sections()).toEqual([]);
  });

  it("leaves the time of an earlier mark", async () => {
    const tab = await aTab();
    await tab.markSection("tiers", 5);
    await tab.saveReadingPosition({ ...place, endAt: 20 });
    await markIfComplete(tab, { ...section, asked: [] }, 0);
    expect(await tab.sections()).toEqual([{ sectionId: "tiers", doneAt: 5 }]);
  });
});
