import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { kindOf, readBank, type Bank } from "../content/bank/bank.ts";
import { blindKeyFile, blindQuestions, blindSheet, scoreBlind } from "../content/bank/blind-sheets.ts";
import type { BankItem } from "../content/content.ts";
import { isAsked, type FamilyVariant } from "../content/family.ts";
import { shuffle } from "../assessment/shuffle.ts";
import { checkBank } from "../content/bank/check-bank.ts";

const usage = `npm run items                     check the question bank
npm run items -- --json           print counts as JSON
npm run items -- --blind DIR      write sheets for blind solvers, with and without stems
                 … --variants N   of N variants of the question families instead of the bank
npm run items -- --score DIR --answers FILE   score answers to the sheets in DIR; repeat --answers for more files`;

/** Runs `npm run items` and returns its exit status. */
export function main(root: string, words: string[]): number {
  const { values } = parseArgs({
    args: words,
    options: {
      json: { type: "boolean" },
      blind: { type: "string" },
      variants: { type: "string" },
      score: { type: "string" },
      answers: { type: "string", multiple: true },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.score !== undefined) return printScores(values.score, values.answers ?? []);
  if (values.variants !== undefined && (values.blind === undefined || !/^[1-9]\d*$/.test(values.variants))) {
    console.error("--variants takes how many variants the sheets of --blind ask, such as --blind DIR --variants 150.");
    return 1;
  }
  const bank = readBank(root);
  if (values.json) console.log(JSON.stringify(countsOf(bank)));
  else if (values.blind !== undefined) writeSheets(sheetItems(bank, values.variants), values.blind);
  else return printChecks(bank);
  return 0;
}

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Counts of the bank by type, objective, profile and level; variants of families are counted by themselves. */
export function countsOf({ entries, compiled }: Bank) {
  const items = entries.map(({ item }) => item);
  return {
    byType: tally(items.map(kindOf)),
    byObjective: tally(items.filter(({ type }) => type !== "reveal").map(({ objective }) => objective)),
    byProfile: tally(items.map(({ profile }) => profile)),
    byLevel: tally(items.map(({ bloom }) => bloom)),
    families: { count: compiled.families.length, variants: liveVariants(compiled).length },
  };
}

const liveVariants = ({ families }: Bank["compiled"]): FamilyVariant[] =>
  families.flatMap(({ variants }) => variants.filter(isAsked));

/** Returns what the sheets ask: the bank, or so many single-choice and choose variants, drawn by a fixed seed. */
function sheetItems({ compiled, entries }: Bank, variants: string | undefined): BankItem[] {
  if (variants === undefined) {
    const ids = new Set(entries.map(({ item }) => item.id));
    return compiled.items.filter(({ id }) => ids.has(id));
  }
  const fitting = liveVariants(compiled).filter(({ type }) => type === "single" || type === "choose");
  return shuffle(fitting, "blind/variants").slice(0, Number(variants));
}

function writeSheets(items: readonly BankItem[], folder: string): void {
  const questions = blindQuestions(items, "blind");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "with-stems.md"), blindSheet(questions, true));
  writeFileSync(join(folder, "options-only.md"), blindSheet(questions, false));
  const key = questions.map(({ number, item, key: right, chance }) => ({ number, item, key: right, chance }));
  writeFileSync(join(folder, "key.json"), `${JSON.stringify(key, null, 2)}\n`);
  console.log(
    `${questions.length} questions in ${folder}: with-stems.md and options-only.md for the solvers, key.json for --score`,
  );
}

function printScores(folder: string, files: readonly string[]): number {
  const key = v.parse(blindKeyFile, JSON.parse(readFileSync(join(folder, "key.json"), "utf8")));
  for (const file of files) {
    const { right, of, chance, wrong } = scoreBlind(key, readFileSync(file, "utf8"));
    console.log(`${file}: ${right} of ${of} right (${Math.round((100 * right) / of)}%), chance ${chance.toFixed(1)}`);
    console.log(`  wrong: ${wrong.join(" ")}`);
  }
  return 0;
}

function printChecks(bank: Bank): number {
  const results = checkBank(bank);
  const width = Math.max(...results.map(({ title }) => title.length));
  for (const { title, figure, findings } of results) {
    console.log(`${findings.length === 0 ? "ok   " : "FAILS"}  ${title.padEnd(width)}  ${figure}`);
  }
  for (const { findings } of results) {
    for (const { file, line, message } of findings) console.log(`${file}:${line} ${message}`);
  }
  const failed = results.filter(({ findings }) => findings.length > 0).length;
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
