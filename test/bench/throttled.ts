import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { median } from "./table.ts";

/** Slow 4G with a phone's processor, as Lighthouse's mobile preset describes them; applied here, not simulated. */
const line = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1474 * 1000) / 8,
  uploadThroughput: (675 * 1000) / 8,
};
const cpuRate = 4;

export interface Painted {
  /** Milliseconds from the request to the first paint of content and to the largest. */
  first: number;
  largest: number;
  /** Milliseconds from the request until the page answers; 0 for a page without an app. */
  ready: number;
  /** Milliseconds beyond 50 of every long task until the page is idle. */
  blocked: number;
  /** Bytes over the line, until the page is idle. */
  bytes: number;
}

/** Writes a page with the text of a built page and nothing else, below `bare/`. */
export function writeBarePage(folder: string, path: string): void {
  const html = readFileSync(join(folder, path, "index.html"), "utf8");
  const text = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
  const title = /<title>[^<]*<\/title>/.exec(html)?.[0] ?? "";
  const bare = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${title}</head><body>${text}</body></html>`;
  const own = `bare/${path}`;
  mkdirSync(dirname(join(folder, own, "index.html")), { recursive: true });
  writeFileSync(join(folder, own, "index.html"), bare);
}

type Watched = Omit<Painted, "bytes">;

/** Runs in the page, before anything of it: notes paints and long tasks. */
function watch(): void {
  const seen: Watched = { first: 0, largest: 0, ready: 0, blocked: 0 };
  Object.assign(window, { seen });
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.first = startTime;
  });
  observe("largest-contentful-paint", ({ startTime }) => (seen.largest = startTime));
  // React marks the elements that it has hydrated. Nothing of the page itself tells.
  const looking = setInterval(() => {
    const heading = document.querySelector("main h1");
    if (!heading || !Object.keys(heading).some((key) => key.startsWith("__reactFiber"))) return;
    seen.ready = performance.now();
    clearInterval(looking);
  }, 10);
  observe("longtask", ({ duration }) => (seen.blocked += Math.max(0, duration - 50)));
}

/** Opens a page once on a slow line, with nothing in the cache. */
async function open(browser: Browser, url: string): Promise<Painted> {
  const context = await browser.newContext({ serviceWorkers: "block", viewport: { width: 412, height: 823 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpuRate });
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: "networkidle" });
    const seen = await page.evaluate(() => (window as unknown as { seen: Watched }).seen);
    return { ...seen, bytes };
  } finally {
    await context.close();
  }
}

/** Opens a page several times and returns the medians. */
export async function painted(browser: Browser, url: string, rounds: number): Promise<Painted> {
  const runs: Painted[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await open(browser, url));
  const of = (name: keyof Painted) => median(runs.map((run) => run[name]));
  return { first: of("first"), largest: of("largest"), ready: of("ready"), blocked: of("blocked"), bytes: of("bytes") };
}
