import { rmSync } from "node:fs";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { browserPath } from "../support/browser.ts";
import { serveSite } from "../support/site.ts";
import { compressed } from "./compressed-site.ts";
import { median, printTable } from "./table.ts";
import { painted, writeBarePage } from "./throttled.ts";

const paths = ["learn/tiers/", "learn/inside/", "", "compare/tiers/", "facts/", "practice/", "quiz/", "sandbox/"];
/** On the slow line. */
const rounds = 5;
const lighthouseRounds = 5;
const port = 9333;

interface Run {
  performance: number;
  accessibility: number;
  practices: number;
  seo: number;
  "FCP ms": number;
  "LCP ms": number;
  "TBT ms": number;
  CLS: number;
  "KiB in all": number;
}

async function run(url: string): Promise<Run> {
  const result = await lighthouse(url, {
    port,
    output: "json",
    logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  });
  if (!result) throw new Error(`no result for ${url}`);
  const { categories, audits } = result.lhr;
  const score = (name: string) => 100 * (categories[name]?.score ?? 0);
  const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    practices: score("best-practices"),
    seo: score("seo"),
    "FCP ms": value("first-contentful-paint"),
    "LCP ms": value("largest-contentful-paint"),
    "TBT ms": value("total-blocking-time"),
    CLS: value("cumulative-layout-shift"),
    "KiB in all": value("total-byte-weight") / 1024,
  };
}

/** What is opened on the slow line, beside a bare page with the text of the first. */
const slowPaths = ["learn/tiers/", "", "quiz/", "sandbox/"];

/** Applies slow 4G and a phone's processor, and prints how much later than a bare page of the same text ours are painted. */
async function measureSlowLine(url: string, bare: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const rows = [];
  const floor = await painted(browser, url + bare, rounds);
  for (const path of [bare, ...slowPaths]) {
    const result = path === bare ? floor : await painted(browser, url + path, rounds);
    rows.push({
      page: `/${path}`,
      "first paint ms": result.first,
      "/ bare": result.first / floor.first,
      "largest ms": result.largest,
      "/ bare ": result.largest / floor.largest,
      "answers ms": result.ready,
      "blocked ms": result.blocked,
      "KiB until idle": result.bytes / 1024,
    });
  }
  printTable(rows);
  await browser.close();
}

/** Slow 4G applied, beside a bare page; then Lighthouse, mobile: medians over a few rounds of every kind of page. */
export async function measure(): Promise<void> {
  const folder = await compressed(join(import.meta.dirname, "../../dist"), (copy) =>
    writeBarePage(copy, "learn/tiers/"),
  );
  const site = await serveSite(folder, { gzip: true });
  await measureSlowLine(site.url, "bare/learn/tiers/");
  console.log();
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
  });
  const rows = [];
  for (const path of paths) {
    const runs: Run[] = [];
    for (let round = 0; round < lighthouseRounds; round++) runs.push(await run(site.url + path));
    const columns = Object.keys(runs[0] ?? {}) as (keyof Run)[];
    rows.push({
      page: `/${path}`,
      ...Object.fromEntries(columns.map((column) => [column, median(runs.map((run) => run[column]))])),
    });
  }
  printTable(rows);
  await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true });
}
