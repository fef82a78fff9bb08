import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults, untilComplete, type OpenOptions, type Visit } from "../support/session.ts";

const session = browserSession();
const day = 86_400_000;

/** Puts rows into the app's database, which the page has opened. */
const store = (page: Page, rows: Record<string, object[]>): Promise<void> =>
  page.evaluate(
    (tables) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("drydock");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const names = Object.keys(tables);
          const transaction = opening.result.transaction(names, "readwrite");
          for (const name of names) for (const row of tables[name] ?? []) transaction.objectStore(name).put(row);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
          transaction.onerror = () => reject(transaction.error);
        };
      }),
    rows,
  );

const objectives = ["SKU-1", "SKU-2", "AUTH-1", "GEO-1", "SEC-1", "TSK-1"];

/** Half a month of study: answers to six objectives, cards that are due, minutes by day, a section read. */
function studied() {
  const now = Date.now();
  const log = Array.from({ length: 72 }, (_, at) => {
    const objective = objectives[at % objectives.length] ?? "";
    // The last answers to the first objective are wrong, one of them a certain one.
    const isMissed = objective === "SKU-1" && at >= 54;
    return {
      id: `answer/${at}`,
      cardId: `item/${objective}-${at}`,
      source: "practice",
      rating: isMissed ? "again" : "good",
      share: isMissed ? 0 : 1,
      at: now - 15 * day + at * 4 * 3_600_000,
      itemId: `${objective.toLowerCase()}-${at}`,
      version: 1,
      type: at % 4 < 2 ? "single" : "matching",
      bloom: "apply",
      objective,
      profile: "chapter",
      confidence: at % 3 === 0 ? "certain" : "think",
      seconds: 20 + at,
    };
  });
  const cards = Array.from({ length: 12 }, (_, at) => ({
    id: `item/due-${at}`,
    due: now - day,
    stability: 3,
    difficulty: 5,
    phase: "review",
    step: 0,
    reviews: 1,
    lapses: 0,
    lastAt: now - 4 * day,
  }));
  const activity = Array.from({ length: 15 }, (_, at) => ({
    day: new Date(now - at * day).toISOString().slice(0, 10),
    device: "other",
    seconds: 300 + 120 * at,
  }));
  return { log, cards, activity, sections: [{ sectionId: "tiers", doneAt: now - 15 * day }] };
}

async function openStudied(path: string, options: OpenOptions = {}): Promise<Visit> {
  const visit = await session.open(path, options);
  await untilComplete(visit.page);
  await store(visit.page, studied());
  await visit.page.reload();
  return visit;
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe("Today", () => {
  it("names the next best step and why, what is due, what gains most, and the expected score", async () => {
    const visit = await openStudied("");
    const { page } = visit;
    const step = page.locator("[data-next-step=review]");
    await step.waitFor();
    expect(await step.innerText()).toMatch(/Review 12 cards[\s\S]*about to forget them/);
    expect(await page.getByRole("region", { name: "Due for review" }).innerText()).toContain("12 due, about 6 minutes");
    expect(await page.getByRole("link", { name: "Start the review" }).getAttribute("href")).toMatch(/review\/$/);
    expect(await page.getByRole("region", { name: "Objectives" }).getByRole("listitem").count()).toBe(4);
    expect(await page.getByRole("region", { name: "Readiness" }).innerText()).toMatch(/\d+% to \d+% of the points/);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await overflow(page)).toBe(0);
    expectNoFaults(visit);
  });

  it("offers to spread the backlog after a break", async () => {
    const { page } = await session.open("");
    await untilComplete(page);
    const { log, cards, sections } = studied();
    const many = Array.from({ length: 5 }, (_, copy) => cards.map((card) => ({ ...card, id: `${card.id}/${copy}` })));
    const long = log.map((entry) => ({ ...entry, at: entry.at - 10 * day }));
    await store(page, { log: long, cards: many.flat(), sections });
    await page.reload();
    const step = page.locator("[data-next-step=catch-up]");
    await step.waitFor();
    expect(await step.innerText()).toMatch(/first 30 of 60 cards[\s\S]*You were away for \d+ days/);
    await page.getByLabel("Spread over").selectOption({ label: "5 days" });
    await page.getByRole("button", { name: "Catch up" }).click();
    await page.locator("[data-next-step=review]").waitFor();
  });

  it("shows a newcomer the first steps alone", async () => {
    const { page } = await session.open("", { newcomer: true });
    await untilComplete(page);
    expect(await page.getByRole("link", { name: "Try 10 questions" }).count()).toBe(1);
    expect(await page.locator("[data-next-step]").count()).toBe(0);
  });
});

describe("Progress", () => {
  it("shows levels with their reasons, readiness, and a table beside each chart", async () => {
    const visit = await openStudied("progress/");
    const { page } = visit;
    const row = page.getByRole("row", { name: /Choosing a tier/ });
    await row.waitFor();
    expect(await row.innerText()).toMatch(/Down from \w+: [23] of the last 3 answers were wrong/);
    expect(await row.getByRole("link", { name: "Choosing a tier" }).getAttribute("href")).toMatch(/#objective-SKU-1$/);
    expect(await page.locator("#readiness").innerText()).toMatch(
      /\d+% to \d+%[\s\S]*From 72 answers[\s\S]*19 objectives/,
    );
    expect(await page.locator("svg.calibration, svg.bars, svg.heat").count()).toBe(3);
    for (const summary of await page.getByText("Show as a table").all()) await summary.click();
    const columns = (name: string) => page.getByRole("region", { name, exact: true }).locator("thead").innerText();
    expect(await columns("Confidence and points")).toMatch(/Confidence\s+Answers\s+Points earned/);
    expect(await columns("Median time by type")).toMatch(/Type\s+Answers\s+Median/);
    expect(await columns("Minutes by day")).toMatch(/Day\s+Minutes/);
    expect(await page.getByRole("region", { name: "Minutes by day" }).locator("tbody tr").count()).toBe(15);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await overflow(page)).toBe(0);
    expectNoFaults(visit);
  });

  it("keeps the learner's weekly goal", async () => {
    const { page } = await openStudied("progress/");
    await page.getByLabel("Weekly goal").fill("120");
    await page.getByRole("button", { name: "Save goal" }).click();
    await page.getByText(/of 120 minutes this week/).waitFor();
    await page.reload();
    await page.getByText(/of 120 minutes this week/).waitFor();
  });

  it("says how many answers are missing at the start", async () => {
    const { page } = await session.open("progress/");
    await page.getByText("10 answers to start").waitFor();
    expect(await page.locator("#readiness").innerText()).toContain("40 more answers needed");
  });

  it("counts the minutes that the page is used, for this day and device", async () => {
    const { page } = await session.open("progress/");
    await untilComplete(page);
    await page.clock.install();
    await page.reload();
    await untilComplete(page);
    // Time is counted from when the rest of the shell has loaded.
    await page.locator(".notices").waitFor({ state: "attached" });
    await page.mouse.move(10, 10);
    await page.clock.fastForward(50_000);
    await page.mouse.move(20, 20);
    await page.clock.fastForward(50_000);
    await page.mouse.move(30, 30);
    await page.getByText(/1 day this month, 2 minutes this week/).waitFor();
  });
});
