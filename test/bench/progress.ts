import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { serveSite } from "../support/site.ts";
import { buildBenchPage } from "./bench-page.ts";
import { median, printTable } from "./table.ts";

const root = join(import.meta.dirname, "../..");
const logs = 50_000;
const attempts = 2000;
const openings = 9;
/** Milliseconds. */
const goals = { today: 300, answer: 20 };

/** A copy of the built site with the measuring page in a folder of its own, so that both see the same database. */
async function siteWithPage(): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), "drydock-bench-"));
  cpSync(join(root, "dist"), copy, { recursive: true });
  const folder = join(copy, "bench");
  mkdirSync(folder);
  await buildBenchPage("progress-page.ts", folder);
  return copy;
}

/** Milliseconds from the start of the navigation until Today shows the next best step, which needs all that it reads. */
async function timeToToday(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  const shown = await page.waitForFunction(
    () => document.querySelector("[data-next-step]") !== null && performance.now(),
  );
  return Number(await shown.jsonValue());
}

/** Fills the database of a browser, opens Today as a visitor does, and stores answers. Says when a goal is missed. */
export async function measure(): Promise<void> {
  const folder = await siteWithPage();
  const site = await serveSite(folder);
  const browser = await launchBrowser();
  try {
    const rows: Record<string, string | number>[] = [];
    for (const [size, log, submitted] of [
      ["empty", 0, 0],
      ["full", logs, attempts],
    ] as const) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${site.url}bench/`);
      await page.waitForFunction("'measure' in globalThis");
      await page.evaluate(`fill(${log}, ${submitted})`);
      const costs = (await page.evaluate("measure()")) as Record<string, number>;
      const times: number[] = [];
      // The first opening fills the browser's cache.
      for (let at = 0; at <= openings; at++) {
        const milliseconds = await timeToToday(page, site.url);
        if (at > 0) times.push(milliseconds);
      }
      const found = { "Today opened, from navigation to next step": median(times), ...costs };
      for (const [at, [label, milliseconds]] of Object.entries(found).entries()) {
        rows[at] = { ...(rows[at] ?? { ms: label }), [size]: milliseconds };
      }
      await context.close();
    }
    console.log(`empty: no answers; full: ${logs} answers and ${attempts} attempts of 40 questions\n`);
    printTable(rows);
    const fullOf = (label: string) => Number(rows.find((row) => row["ms"] === label)?.["full"]);
    const [today, answer] = [fullOf("Today opened, from navigation to next step"), fullOf("answer stored")];
    console.log(`\nGoals: Today in ${goals.today} ms or less, an answer in ${goals.answer} ms.`);
    if (today > goals.today || answer > goals.answer) console.log("A goal is missed.");
  } finally {
    await browser.close();
    await site.stop();
    rmSync(folder, { recursive: true });
  }
}
