import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The frame around every screen, which one test scans for all. */
export const frame = [".skip", ".top", ".rail", ".bottombar"];
/** What a change of theme, width or text size can break; the rest of a page stays as it was scanned. */
const appearanceRules = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

export interface ScanOptions {
  /** In forced colors the system chooses the colors, and axe still computes ours. */
  forcedColors?: boolean;
  /** Scans the frame around the screen, too. */
  withFrame?: boolean;
  /** Only the rules that another appearance of the same page can break. */
  appearanceOnly?: boolean;
}

/** Waits until every transition that runs has ended: a color half-way between two states is none that anybody reads. */
const settled = (page: Page) =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished),
    ),
  );

/** How often a page is scanned at most until nothing changes meanwhile. */
const scans = 5;

/** Returns the accessibility violations of the page as it is now, one line each. */
export async function violations(
  page: Page,
  { forcedColors = false, withFrame = false, appearanceOnly = false }: ScanOptions = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const values = appearanceRules.filter((rule) => !forcedColors || rule !== "color-contrast");
  const options: RunOptions = {
    resultTypes: ["violations"],
    ...(appearanceOnly
      ? { runOnly: { type: "rule", values } }
      : { runOnly: { type: "tag", values: tags }, rules: { "color-contrast": { enabled: !forcedColors } } }),
  };
  const scan = async () => {
    await settled(page);
    return page.evaluate(
      async ([exclude, run]) => {
        const { axe } = window as unknown as { axe: typeof import("axe-core") };
        let isChanging = false;
        const note = () => (isChanging = true);
        document.addEventListener("transitionrun", note);
        try {
          const { violations: found } = (await axe.run({ exclude }, run)) as AxeResults;
          return { found, isChanging };
        } finally {
          document.removeEventListener("transitionrun", note);
        }
      },
      [withFrame ? [] : [...frame], options] as const,
    );
  };
  let result = await scan();
  for (let done = 1; done < scans && result.isChanging; done++) result = await scan();
  if (result.isChanging) throw new Error(`The page was still changing during the last of ${scans} scans.`);
  return result.found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(" "))
        .slice(0, 3)
        .join(", ")}`,
  );
}
