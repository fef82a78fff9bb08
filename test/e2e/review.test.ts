import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { join } from "node:path";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { cardFrom, createScheduler } from "../../src/review/schedule.ts";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const day = 24 * 60 * 60 * 1000;

/** Questions with one right answer, and what was answered 30 days ago. */
const singles = (compiled?.items ?? []).filter(
  ({ type, status, pool, chapter, profile }) =>
    type === "single" && status === "live" && pool === undefined && profile === "both" && chapter !== undefined,
);
const answered = (count: number, daysAgo: number): LogEntry[] =>
  singles.slice(0, count).map(({ id, objective }, at) => ({
    id: `old/${id}`,
    cardId: `item/${id}`,
    itemId: id,
    objective,
    source: "practice",
    rating: "good",
    share: 1,
    at: Date.now() - daysAgo * day - at * 1000,
  }));

/** Puts answers into the page's storage, with the cards that follow from them. */
async function store(page: Page, log: readonly LogEntry[]): Promise<void> {
  await page.locator(".rail .count").getByText("/").waitFor();
  const cards = log.map((entry) => cardFrom([entry], createScheduler()));
  await page.evaluate(
    (rows) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("drydock");
        opening.addEventListener("success", () => {
          const writing = opening.result.transaction(["log", "cards"], "readwrite");
          for (const row of rows.log) writing.objectStore("log").put(row);
          for (const row of rows.cards) writing.objectStore("cards").put(row);
          writing.addEventListener("complete", () => {
            opening.result.close();
            resolve();
          });
          writing.addEventListener("error", () => reject(new Error("not stored")));
        });
      }),
    { log: [...log], cards },
  );
  await page.reload();
}

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();
const reviews = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<LogEntry[]>((resolve) => {
        const opening = indexedDB.open("drydock");
        opening.addEventListener("success", () => {
          const reading = opening.result.transaction("log").objectStore("log").getAll();
          reading.addEventListener("success", () => {
            opening.result.close();
            resolve((reading.result as LogEntry[]).filter(({ source }) => source === "review"));
          });
        });
      }),
  );

describe("the review", () => {
  it("is done by keyboard alone, survives a reload, and is taken back with Ctrl-Z", async () => {
    const visit = await session.open("review/", { reducedMotion: "reduce" });
    const { page } = visit;
    await page.getByText("Nothing due.").waitFor();
    expect(await violations(page)).toEqual([]);
    await store(page, answered(3, 30));

    await heading(page, "Review: 3 left");
    await page.getByText("Due for").waitFor();
    await page.keyboard.press("b");
    const stem = await page.locator(".stem").innerText();
    await page.locator(".choice input:checked").waitFor();
    await page.getByRole("button", { name: "Check" }).waitFor();
    await page.reload();
    await heading(page, "Review: 3 left");
    expect(await page.locator(".stem").innerText()).toBe(stem);
    expect(await page.locator(".choice input:checked").count()).toBe(1);
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("n");
    await page.locator(".verdict").waitFor();
    await page.reload();
    await page.locator(".verdict").waitFor();
    expect(await page.locator(".stem").innerText()).toBe(stem);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("n");
    await page.locator(".verdict").waitFor({ state: "detached" });
    await heading(page, "Review: 2 left");
    expect(await page.locator(".stem").innerText()).not.toBe(stem);

    await page.keyboard.press("Control+z");
    await heading(page, "Review: 3 left");
    expect(await page.locator(".stem").innerText()).toBe(stem);
    const [undone] = await reviews(page);
    expect(undone?.undoneAt).toBeDefined();

    for (const left of [2, 1]) {
      await page.keyboard.press("a");
      await page.locator(".choice input:checked").waitFor();
      await page.keyboard.press("n");
      await page.locator(".verdict").waitFor();
      await page.keyboard.press("n");
      await page.locator(".verdict").waitFor({ state: "detached" });
      await heading(page, `Review: ${left} left`);
    }
    await page.keyboard.press("a");
    await page.locator(".choice input:checked").waitFor();
    await page.keyboard.press("n");
    await page.locator(".verdict").waitFor();
    await page.keyboard.press("n");
    await page.getByText("Done for today: 3 cards reviewed.").waitFor();
    await page.getByText(/^Next: tomorrow \d+ items?\.$|^Next: /).waitFor();
    expect((await reviews(page)).filter(({ undoneAt }) => undoneAt === undefined)).toHaveLength(3);
    expectNoFaults(visit);
  });

  it("asks facts that were added, graded with the keys 1 to 4, on a phone too", async () => {
    const visit = await session.open("facts/tiers/", { viewport: { width: 360, height: 640 } });
    const { page } = visit;
    await page.getByRole("button", { name: /^Add all \d+ facts to review$/ }).click();
    await page.getByText("In your reviews").waitFor();
    await page.goto(visit.url("review/"));
    await heading(page, "Review: 10 left");
    await page.getByText("New: you added this fact").waitFor();
    await page.keyboard.press("n");
    await page.getByRole("region", { name: "Answer" }).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.keyboard.press("3");
    await heading(page, "Review: 9 left");
    expect((await reviews(page)).map(({ rating }) => rating)).toEqual(["good"]);
    expectNoFaults(visit);
  });

  it("shows one review in two tabs, and logs it once", async () => {
    const visit = await session.open("review/");
    const { page, context } = visit;
    await store(page, answered(2, 30));
    await heading(page, "Review: 2 left");
    const other = await context.newPage();
    await other.goto(visit.url("review/"));
    await heading(other, "Review: 2 left");
    await page.keyboard.press("a");
    await page.locator(".choice input:checked").waitFor();
    await page.keyboard.press("n");
    await page.locator(".verdict").waitFor();
    await other.locator(".verdict").waitFor();
    expect(await reviews(page)).toHaveLength(1);
    await other.getByRole("button", { name: "Next" }).click();
    await heading(other, "Review: 1 left");
    await page.getByRole("button", { name: "Next" }).click();
    await heading(page, "Review: 1 left");
    const stem = await other.locator(".stem").innerText();
    await expect.poll(() => page.locator(".stem").innerText()).toBe(stem);
    expectNoFaults(visit);
  });

  it("lists its cards with history, suspends them, and takes them in again", async () => {
    const visit = await session.open("review/cards/");
    const { page } = visit;
    await page.getByText("No cards yet.").waitFor();
    await store(page, [...answered(3, 30)]);
    await page.getByText("3 of 3 cards").waitFor();
    await page.locator(".card-list summary").first().click();
    await page.getByRole("cell", { name: "Practice" }).waitFor();
    await page.getByRole("button", { name: "Suspend", exact: true }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await page.getByRole("button", { name: "Suspended" }).click();
    await page.getByText("1 of 3 cards").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Review", exact: true }).first().click();
    await heading(page, "Review: 2 left");
    expectNoFaults(visit);
  });
});
