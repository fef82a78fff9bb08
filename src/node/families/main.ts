import { readSurface } from "../../content/build/command-surface.ts";
import { readFacts, type FactTable } from "../../content/build/fact-table.ts";
import { familyIds, readFamily, type FamilyFile } from "../../content/build/families/read-family.ts";
import { Problems } from "../../content/build/problems.ts";
import { simulatorFacts } from "../../content/build/simulator-facts.ts";
import { readStartFiles } from "../../content/build/start-files.ts";
import type { Profile } from "../../assessment/item.ts";
import { generatedText, readGeneratedFile, writeGeneratedFile } from "./files.ts";
import { generateFamily, type GenerationReport } from "./generate.ts";
import { Observer } from "./observer.ts";
import type { FamiliesOptions } from "./options.ts";

/** Creates observers under both profiles from the content at `root`. Throws an Error when the content can't be read. */
export function createObservers(root: string): { observers: Record<Profile, Observer>; table: FactTable } {
  const problems = new Problems();
  const table = readFacts(root, problems);
  const surface = readSurface(root, problems);
  if (!table || !surface) throw new Error(`The content can't be read:\n${problems.toString()}`);
  const parts = { facts: simulatorFacts(table), surface, startFiles: readStartFiles(root) };
  return {
    observers: {
      chapter: new Observer({ ...parts, profile: "chapter" }),
      azure: new Observer({ ...parts, profile: "azure" }),
    },
    table,
  };
}

const seconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000_000;

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)}%`;

function describe(id: string, report: GenerationReport, cpuSeconds: number, verbose: boolean): string[] {
  const { generated, keys, dropped, tried, mistakes } = report;
  const live = generated.variants.filter(({ withdrawn }) => !withdrawn).length;
  const shares = Object.entries(keys)
    .sort((a, b) => b[1] - a[1])
    .map(([key, count]) => `${key} ${percent(count, live)}`);
  const reasons = new Map<string, number>();
  for (const { reason } of dropped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const left = verbose
    ? dropped.map(({ parameters, reason }) => `  left out ${JSON.stringify(parameters)}: ${reason}`)
    : [...reasons].map(([reason, count]) => `  left out ${count}: ${reason}`);
  return [
    `${id}: ${live} variants of ${tried} combinations, ${cpuSeconds.toFixed(1)} s of a processor`,
    `  keys: ${shares.join(", ")}`,
    ...left,
    ...mistakes.map((mistake) => `  FAILED ${mistake}`),
  ];
}

/** Counts variants by family and objective, as `--json` prints them. */
function counts(root: string, files: readonly FamilyFile[]) {
  const byFamily: Record<string, number> = {};
  const byObjective: Record<string, number> = {};
  for (const { family } of files) {
    const live = readGeneratedFile(root, family.id)?.variants.filter(({ withdrawn }) => !withdrawn).length ?? 0;
    byFamily[family.id] = live;
    byObjective[family.objective] = (byObjective[family.objective] ?? 0) + live;
  }
  const variants = Object.values(byFamily).reduce((sum, count) => sum + count, 0);
  return { count: files.length, variants, byFamily, byObjective };
}

/** `npm run families`: generates the variants of the families and returns the exit status. */
export async function main(root: string, options: FamiliesOptions): Promise<number> {
  const problems = new Problems();
  const wanted = options.families.length > 0 ? options.families : familyIds(root);
  const files = wanted.flatMap((id) => readFamily(root, id, problems) ?? []);
  if (problems.list.length > 0) {
    console.error(problems.toString());
    console.log(`\n0 passed, ${problems.list.length} failed`);
    return 1;
  }
  if (options.json) {
    console.log(JSON.stringify(counts(root, files)));
    return 0;
  }
  const { observers, table } = createObservers(root);
  let [passed, failed] = [0, 0];
  for (const file of files) {
    const { id } = file.family;
    const former = readGeneratedFile(root, id);
    const began = process.cpuUsage();
    const report = await generateFamily(file, { observers, table, former: options.fresh ? undefined : former });
    for (const line of describe(id, report, seconds(process.cpuUsage(began)), options.verbose)) console.log(line);
    const stale = options.check && (!former || generatedText(former) !== generatedText(report.generated));
    if (stale) console.log("  FAILED what was generated differs: run npm run families");
    if (report.mistakes.length > 0 || stale) failed++;
    else {
      passed++;
      if (!options.check) writeGeneratedFile(root, report.generated);
    }
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}
