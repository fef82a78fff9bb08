import { createWriteStream, cpSync, createReadStream, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { browserPath } from "../support/browser.ts";
import { serveSite } from "../support/site.ts";
import { median, printTable } from "./table.ts";

const paths = ["learn/tiers/", "learn/inside/", "", "compare/tiers/", "facts/", "practice/"];
const rounds = 3;
const port = 9333;

/** A copy of the built site with a compressed file beside every text, as hosts serve it. */
async function compressed(dist: string): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), "drydock-bench-"));
  cpSync(dist, copy, { recursive: true });
  const files = readdirSync(copy, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => /\.(html|js|css|svg|json|webmanifest|xml)$/.test(name))) {
    const path = join(copy, file);
    await pipeline(createReadStream(path), createGzip({ level: 9 }), createWriteStream(`${path}.gz`));
  }
  return copy;
}

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

/** Lighthouse, mobile: medians over a few rounds of every kind of page. */
export async function measure(): Promise<void> {
  const folder = await compressed(join(import.meta.dirname, "../../dist"));
  const site = await serveSite(folder, { gzip: true });
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: ["--no-sandbox", "--disable-gpu", `--remote-debugging-port=${port}`],
  });
  const rows = [];
  for (const path of paths) {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await run(site.url + path));
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
