import type { Browser, BrowserContext, Page } from "playwright-core";
import { slow4G, slowLine } from "../support/slow-line.ts";
import { median } from "./table.ts";

/** Milliseconds from the request of the page until something can be done, and bytes over the line until then. */
interface Moment {
  at: number;
  bytes: number;
}

/** What happens before the first command of somebody who opens the sandbox and starts in the first environment at once. */
interface FirstCommand {
  /** The button that starts the environment is there. */
  start: Moment;
  /** The first command can be typed and entered; it runs as soon as the environment is open. */
  prompt: Moment;
  /** The result of `echo` is on screen. */
  shell: Moment;
  /** The result of the first `az` is on screen. */
  az: Moment;
}

const cpuRate = 4;

/** Runs `line` in the terminal and waits until its result is there. */
async function run(page: Page, line: string): Promise<void> {
  const field = page.getByRole("textbox", { name: /^Command/ });
  await field.fill(line);
  await field.press("Enter");
  await page.getByRole("article", { name: `Command ${line}` }).waitFor({ timeout: 60_000 });
}

/** Opens the sandbox and runs the first commands in a new environment, as fast as the page allows. */
export async function firstCommand(page: Page, url: string, bytes: () => number): Promise<FirstCommand> {
  const from = performance.now();
  const before = bytes();
  const moment = (): Moment => ({ at: performance.now() - from, bytes: bytes() - before });
  await page.goto(`${url}sandbox/`, { waitUntil: "commit" });
  const button = page.getByRole("button", { name: "Start with Empty" });
  await button.waitFor({ timeout: 60_000 });
  const start = moment();
  await button.click({ timeout: 60_000 });
  await page.getByRole("textbox", { name: /^Command/ }).waitFor({ timeout: 60_000 });
  const prompt = moment();
  await run(page, "echo ready");
  const shell = moment();
  await run(page, "az group create --name shop-rg --location eastus");
  return { start, prompt, shell, az: moment() };
}

async function throttled(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpuRate });
  return page;
}

const row = (visit: string, runs: readonly FirstCommand[]): Record<string, string | number> => {
  const at = (name: keyof FirstCommand) => median(runs.map((all) => all[name].at));
  const kilobytes = (name: keyof FirstCommand) => median(runs.map((all) => all[name].bytes)) / 1000;
  return {
    visit,
    "start button ms": at("start"),
    "prompt ms": at("prompt"),
    "echo ms": at("shell"),
    "az group create ms": at("az"),
    "kB until prompt": kilobytes("prompt"),
    "kB until az": kilobytes("az"),
  };
};

/**
 * Times the first command: on a first visit over slow 4G with a page four times slower (its worker runs at full speed, which no
 * browser can change), and on a repeat visit without throttling, when the site has been kept for offline use.
 */
export async function firstCommands(
  browser: Browser,
  site: string,
  rounds: number,
): Promise<Record<string, string | number>[]> {
  const [first, repeated]: [FirstCommand[], FirstCommand[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const line = await slowLine(site, slow4G);
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    first.push(await firstCommand(await throttled(context), line.url, () => line.bytes));
    await context.close();
    await line.stop();
  }
  for (let round = 0; round < rounds; round++) {
    const context = await browser.newContext();
    const before = await context.newPage();
    await before.goto(`${site}sandbox/`);
    await before.waitForFunction(() => navigator.serviceWorker.ready.then(() => true), undefined, { timeout: 60_000 });
    await before.close();
    const page = await context.newPage();
    await page.goto(`${site}facts/`);
    repeated.push(await firstCommand(page, site, () => 0));
    await context.close();
  }
  return [row("first, slow 4G, CPU 4x", first), row("repeat, unthrottled", repeated)];
}
