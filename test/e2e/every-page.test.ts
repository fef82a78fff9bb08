import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { frame, violations } from "../support/accessibility.ts";
import { builtPages } from "../support/built-pages.ts";
import { browserSession, expectNoFaults, untilComplete, type Visit } from "../support/session.ts";

const session = browserSession({ onePageForAll: true });
const pages = builtPages();
/** One page of each kind: scanned in the dark on a phone as well, and in forced colors. */
const kinds = new Set([
  "",
  "learn/tiers/",
  "compare/tiers/",
  "facts/",
  "facts/tiers/",
  "practice/",
  "exam/",
  "settings/",
  "walkthroughs/create/",
  "walkthroughs/create/try/",
  "reference/",
  "assign/guide/moodle/",
]);
/** What a page may hold at rest, so that opening it stays quick on a slow phone. */
const mostElements = 1500;

describe("every page", () => {
  let visit: Visit;
  let page: Page;
  beforeAll(async () => {
    // Without motion no scan meets a color half-way between two themes.
    visit = await session.open("", { reducedMotion: "reduce" });
    page = visit.page;
  });
  afterAll(() => expectNoFaults(visit));

  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const setTheme = (theme: string) =>
    page.evaluate((name) => void (document.documentElement.dataset["theme"] = name), theme);

  it("has a frame of landmarks, links and buttons without violations, in light and dark", async () => {
    for (const part of frame) expect(await page.locator(part).count(), part).toBe(1);
    await untilComplete(page);
    expect(await violations(page, { withFrame: true })).toEqual([]);
    await setTheme("dark");
    expect(await violations(page, { withFrame: true, appearanceOnly: true })).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await violations(page, { withFrame: true, appearanceOnly: true })).toEqual([]);
  });

  it.each(pages)("/%s opens without a fault, is accessible, small, and never scrolls sideways", async (path) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ forcedColors: null });
    await page.goto(visit.url(path));
    await untilComplete(page);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThanOrEqual(mostElements);
    expect(await violations(page)).toEqual([]);

    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overflow()).toBeLessThanOrEqual(0);
    if (kinds.has(path)) {
      await page.setViewportSize({ width: 360, height: 640 });
      await setTheme("dark");
      expect(await violations(page, { appearanceOnly: true })).toEqual([]);
      await page.emulateMedia({ forcedColors: "active" });
      expect(await violations(page, { appearanceOnly: true, forcedColors: true })).toEqual([]);
      await page.evaluate(() => void (document.documentElement.dataset["text"] = "larger"));
      expect(await overflow()).toBeLessThanOrEqual(0);
    }
    expectNoFaults(visit);
  });
});
