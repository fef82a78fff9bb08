import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { serveSite } from "../support/site.ts";
import { compressed } from "./compressed-site.ts";
import { firstCommands } from "./first-command.ts";
import { median, printTable } from "./table.ts";
import { workerTime } from "./worker-time.ts";

const repeats = 15;

/** Runs in the page before anything else: notes long tasks of the main thread, and times from a press to the next paint. */
function watch(): void {
  const state = { tasks: [] as number[], painted: [] as number[] };
  Object.assign(globalThis, { bench: state });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) state.tasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
  let pressed = 0;
  const settled = () => {
    const from = pressed;
    pressed = 0;
    // The frame after the next one shows what this change drew.
    requestAnimationFrame(() => requestAnimationFrame(() => state.painted.push(performance.now() - from)));
  };
  addEventListener(
    "keydown",
    ({ key, target }) => {
      if (key === "Enter" && target instanceof HTMLTextAreaElement) pressed = performance.now();
    },
    true,
  );
  addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof HTMLElement && /^(Undo|Redo)$/.test(target.textContent)) pressed = performance.now();
    },
    true,
  );
  addEventListener("DOMContentLoaded", () => {
    let known = "";
    new MutationObserver(() => {
      if (pressed === 0 || document.querySelector("[aria-busy]")) return;
      const blocks = document.querySelectorAll(".block").length;
      const undone = document.querySelectorAll(".block[data-undone]").length;
      const now = `${blocks} ${undone}`;
      if (now !== known) {
        known = now;
        settled();
      }
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

interface Bench {
  tasks: number[];
  painted: number[];
}

const read = (page: Page): Promise<Bench> => page.evaluate("globalThis.bench");
const clear = (page: Page) => page.evaluate("globalThis.bench.tasks.length = globalThis.bench.painted.length = 0");

async function openWorld(page: Page, url: string, template: string): Promise<(line: string) => Promise<void>> {
  await page.goto(`${url}sandbox/`);
  await page.getByRole("button", { name: `Start with ${template}` }).click({ timeout: 60_000 });
  const field = page.getByRole("textbox", { name: /^Command/ });
  await field.waitFor({ timeout: 60_000 });
  return async (line) => {
    const { painted } = await read(page);
    await field.fill(line);
    await field.press("Enter");
    await page.waitForFunction(
      (count) => (globalThis as unknown as { bench: Bench }).bench.painted.length > count,
      painted.length,
      {
        timeout: 120_000,
      },
    );
  };
}

async function times(page: Page, act: () => Promise<void>): Promise<number> {
  await act();
  await clear(page);
  for (let count = 0; count < repeats; count++) await act();
  return median((await read(page)).painted);
}

const layers = Array.from({ length: 10 }, (_, at) => `COPY app/server.js /app/copy${at}.js`).join("\\n");

/** Prints when the first command runs, on a slow line and on a repeat visit, and what it costs the worker. */
async function measureFirstCommand(): Promise<void> {
  const folder = await compressed(join(import.meta.dirname, "../../dist"));
  const site = await serveSite(folder, { gzip: true });
  const browser = await launchBrowser();
  printTable(await firstCommands(browser, site.url, 3));
  const worker = await workerTime(browser, site.url);
  console.log();
  printTable([
    { "until the first az": "processor time of the worker", "ms at full speed": worker, "ms at 4x": 4 * worker },
  ]);
  await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true });
}

/**
 * Prints when the first command runs; then milliseconds from a press to the frame that shows its result, and the longest task of
 * the main thread meanwhile.
 */
export async function measure(): Promise<void> {
  await measureFirstCommand();
  console.log();
  const site = await serveSite(join(import.meta.dirname, "../../dist"));
  const browser = await launchBrowser();
  const rows: Record<string, string | number>[] = [];
  for (const template of ["Three regions", "Busy registry"]) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(watch);
    const run = await openWorld(page, site.url, template);
    const list = await times(page, () => run("az acr list -o table"));
    // Something to undo: a list changes nothing.
    await run("az group create --name bench-rg --location eastus");
    const undo = page.getByRole("button", { name: "Undo" });
    const redo = page.getByRole("button", { name: "Redo" });
    let back = false;
    const step = await times(page, async () => {
      const { painted } = await read(page);
      await (back ? redo : undo).click();
      back = !back;
      await page.waitForFunction(
        (count) => (globalThis as unknown as { bench: Bench }).bench.painted.length > count,
        painted.length,
      );
    });
    await run(`printf 'FROM alpine:3.18\\n${layers}\\n' > Dockerfile`);
    await run("docker build -t contoso.azurecr.io/ten:v1 .");
    await clear(page);
    await run("docker push contoso.azurecr.io/ten:v1");
    const { tasks } = await read(page);
    rows.push({
      world: template,
      "az acr list": list,
      "undo or redo": step,
      "longest task in a push": Math.max(0, ...tasks),
      "tasks over 50 ms": tasks.length,
    });
    await page.close();
  }
  printTable(rows);
  await browser.close();
  await site.stop();
}
