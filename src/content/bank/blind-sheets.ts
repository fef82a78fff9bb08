import * as v from "valibot";
import { plainText } from "../../assessment/plain-text.ts";
import { shuffle } from "../../assessment/shuffle.ts";
import type { CaseStudy, Item, Profile } from "../../assessment/item.ts";
import type { BankItem } from "../content.ts";

/** A question as a blind solver gets it, with its key apart. */
export interface BlindQuestion {
  /** Number on the sheet, e.g. q007. */
  number: string;
  item: string;
  profile: Profile;
  /** How many options are right. */
  choose: number;
  /** Letters of the key in order. */
  key: string;
  /** Share of random answers that are right. */
  chance: number;
  /** With the case study that it belongs to. */
  stem: string;
  options: string[];
}

const letters = "ABCDEF";
const ways = (of: number, choose: number): number => (choose === 0 ? 1 : (of * ways(of - 1, choose - 1)) / choose);

const caseTexts = (study: CaseStudy | undefined): string[] =>
  study?.tabs.map(({ title, html }) => `${title}: ${plainText(html)}`) ?? [];

/** Returns every single-choice and choose item under each profile that keys it apart, shuffle by a seed. */
export function blindQuestions(items: readonly BankItem[], seed: string): BlindQuestion[] {
  const questions = items.flatMap((item): { item: BankItem; body: Item }[] => {
    const bodies = item.profile === "twin" ? [item.chapter, item.azure] : [item.chapter ?? item.azure];
    return bodies.flatMap((body) => (body ? [{ item, body }] : []));
  });
  return shuffle(questions, `${seed}/order`).flatMap(({ item, body }, at) => {
    if (body.type !== "single" && body.type !== "choose") return [];
    const options = shuffle(body.options, `${seed}/${item.id}/${body.askedUnder}`);
    const key = options.flatMap(({ correct }, place) => (correct ? [letters[place]] : [])).join("");
    return [
      {
        number: `q${String(at + 1).padStart(3, "0")}`,
        item: item.id,
        profile: body.askedUnder,
        choose: key.length,
        key,
        chance: 1 / ways(options.length, key.length),
        stem: [...caseTexts(body.case), plainText(body.stem)].join("\n"),
        options: options.map(({ html }) => plainText(html)),
      },
    ];
  });
}

/** Returns a sheet as Markdown: with stems and the rules that each question is asked under, or the options alone. */
export function blindSheet(questions: readonly BlindQuestion[], withStems: boolean): string {
  const intro = withStems
    ? "Answer each question under the rules that it names."
    : "The questions are hidden. Guess which options are right.";
  const blocks = questions.map(({ number, choose, stem, options, profile }) => {
    const heading = `## ${number}${choose > 1 ? ` (choose ${choose})` : ""}${withStems ? ` [${profile} rules]` : ""}`;
    return [heading, ...(withStems ? [stem] : []), ...options.map((text, at) => `${letters[at]}. ${text}`)].join("\n");
  });
  return `${intro} Write one line per question: \`q001 B\`, or \`q002 AC\` where you choose two.\n\n${blocks.join("\n\n")}\n`;
}

/** What `key.json` holds: enough to score answers without the bank. */
export const blindKeyFile = v.array(
  v.object({ number: v.string(), item: v.string(), key: v.string(), chance: v.number() }),
);

/** How a solver did. */
export interface BlindScore {
  right: number;
  of: number;
  /** Right answers that chance alone would give. */
  chance: number;
  /** Items that were answered wrongly or not. */
  wrong: string[];
}

/** Scores a solver's lines; a question with several right options counts only when all of them were chosen and no other. */
export function scoreBlind(key: v.InferOutput<typeof blindKeyFile>, answers: string): BlindScore {
  const answersByNumber = new Map(
    [...answers.matchAll(/^\s*(q\d{3,})\W+([A-F][A-F, ]*)\s*$/gm)].map(([, number, chosen = ""]) => [
      number,
      [...new Set(chosen.replaceAll(/[^A-F]/g, ""))].sort().join(""),
    ]),
  );
  const wrong = key.filter(({ number, key: right }) => answersByNumber.get(number) !== right).map(({ item }) => item);
  return {
    right: key.length - wrong.length,
    of: key.length,
    chance: key.reduce((sum, { chance }) => sum + chance, 0),
    wrong,
  };
}
