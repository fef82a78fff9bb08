import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "../support/browser.ts";
import { serveSite } from "../support/site.ts";
import type { Costs } from "./growth-page.ts";
import { buildBenchPage } from "./bench-page.ts";
import { printTable } from "./table.ts";

const sizes = [1, 10, 100];

/** Bundles the measuring page into a folder of its own. */
async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-bench-"));
  await buildBenchPage("growth-page.ts", folder);
  return folder;
}

/** Milliseconds (or what the row says) at ×1, ×10 and ×100 of a diligent learner, and how it grows: 1 is flat, the growth in size itself is linear. */
export async function measure(): Promise<void> {
  const folder = await buildPage();
  const site = await serveSite(folder);
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction("'measureAt' in globalThis");
  const results: Costs[] = [];
  for (const size of sizes) results.push((await page.evaluate(`measureAt(${size})`)) as Costs);
  const [first, ...rest] = results;
  printTable(
    Object.entries(first ?? {}).map(([name, milliseconds]) => ({
      what: name,
      "×1": milliseconds,
      ...Object.fromEntries(
        rest.flatMap((costs, at) => [
          [`×${sizes[at + 1]}`, costs[name] ?? Number.NaN],
          // Below a tenth of a millisecond the clock of the page tells nothing.
          [`×${sizes[at + 1]} / ×1`, (costs[name] ?? Number.NaN) / Math.max(0.1, milliseconds)],
        ]),
      ),
    })),
  );
  await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true });
}
