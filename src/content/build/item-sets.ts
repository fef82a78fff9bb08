import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CaseStudy, Profile, SeriesSet } from "../../assessment/item.ts";
import { casesFile, seriesFile, type AuthoredCase, type AuthoredItem, type AuthoredSeries } from "./content-schema.ts";
import { renderer, type Context } from "./context.ts";
import type { Problems } from "./problems.ts";
import { readYaml, type YamlFile } from "./read-yaml.ts";

/** The files beside the items that hold what several of them share. */
const seriesPath = "content/items/acr/series.yaml";
const casesPath = "content/items/acr/cases.yaml";

/** Whether a file in the folder of the items holds sets instead of items. */
export const holdsSets = (file: string): boolean => file === seriesPath || file === casesPath;

/** Series and case studies as they are written, with the lines they are on. */
export interface AuthoredSets {
  series: YamlFile<AuthoredSeries[]> | undefined;
  cases: YamlFile<AuthoredCase[]> | undefined;
}

const caseWords = { least: 250, most: 400 };
const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Reads the series and case studies below `root`; reports ids used twice and cases that are too short or too long. */
export function readSets(root: string, problems: Problems): AuthoredSets {
  const at = (name: string) => join(root, name);
  const series = existsSync(at(seriesPath)) ? readYaml(at(seriesPath), seriesPath, seriesFile, problems) : undefined;
  const cases = existsSync(at(casesPath)) ? readYaml(at(casesPath), casesPath, casesFile, problems) : undefined;
  for (const file of [series, cases]) {
    const seen = new Set<string>();
    for (const [index, { id }] of file?.value.entries() ?? []) {
      if (seen.has(id)) problems.add(file?.file ?? "", file?.lineOf([index, "id"]) ?? 1, `duplicate id ${id}`);
      seen.add(id);
    }
  }
  for (const [index, { id, tabs }] of cases?.value.entries() ?? []) {
    const line = cases?.lineOf([index, "id"]) ?? 1;
    const words = tabs.reduce((sum, { text }) => sum + wordsIn(text), 0);
    if (words < caseWords.least || words > caseWords.most) {
      problems.add(
        casesPath,
        line,
        `${id}: ${words} words in its tabs, expected ${caseWords.least} to ${caseWords.most}`,
      );
    }
    if (new Set(tabs.map((tab) => tab.id)).size !== tabs.length)
      problems.add(casesPath, line, `${id}: a tab occurs twice`);
  }
  return { series, cases };
}

/** By id, for the items that name them. */
export const setIndex = ({ series, cases }: AuthoredSets): Pick<Context["index"], "series" | "cases"> => ({
  series: new Map(series?.value.map((set) => [set.id, set])),
  cases: new Map(cases?.value.map((study) => [study.id, study])),
});

/** Reports series that can't be asked as one: three or four proposed solutions, at least one that works and one that doesn't. */
export function checkSeries(items: readonly AuthoredItem[], { series }: AuthoredSets, problems: Problems): void {
  for (const [index, { id }] of series?.value.entries() ?? []) {
    const answers = items.filter((item) => item.series === id && item.status !== "retired").map(({ answer }) => answer);
    const problem = (message: string) =>
      problems.add(seriesPath, series?.lineOf([index, "id"]) ?? 1, `${id}: ${message}`);
    if (answers.length === 0) continue;
    if (answers.length < 3 || answers.length > 4) problem(`${answers.length} proposed solutions, expected 3 to 4`);
    if (new Set(answers).size !== 2) problem("needs a solution that meets the goal and one that doesn't");
  }
}

/** A series as the items of it show it under a profile. */
export function compileSeries(authored: AuthoredSeries, profile: Profile, context: Context): SeriesSet {
  const { blocks } = renderer(context, seriesPath, profile, false);
  const { id, title, situation, goal } = authored;
  return { id, title, situation: blocks(situation, 1), goal: blocks(goal, 1) };
}

/** A case study as its questions show it under a profile. */
export function compileCase(authored: AuthoredCase, profile: Profile, context: Context): CaseStudy {
  const { blocks } = renderer(context, casesPath, profile, false);
  const { id, title, tabs } = authored;
  return { id, title, tabs: tabs.map((tab) => ({ id: tab.id, title: tab.title, html: blocks(tab.text, 1) })) };
}
