import type { Profile } from "../../assessment/item.ts";
import type { AuthoredItem } from "../../content/build/content-schema.ts";
import type { FactTable } from "../../content/build/fact-table.ts";
import { authoredVariant } from "../../content/build/families/authored-variant.ts";
import type { Outcome } from "../../content/build/families/family-language.ts";
import { fill } from "../../content/build/families/fill.ts";
import type { Family } from "../../content/build/families/family-schema.ts";
import type { GeneratedFamily, GeneratedVariant } from "../../content/build/families/generated.ts";
import {
  chooseNames,
  combinations,
  numberFrom,
  variantKey,
  type Parameters,
} from "../../content/build/families/parameters.ts";
import { citedFacts, factHash, type FamilyFile } from "../../content/build/families/read-family.ts";
import { buildVariant, Dropped, type BuiltVariant } from "../../content/build/families/variant-body.ts";
import { checkForm, checkWriting, type RuleContext } from "../../content/build/item-rules.ts";
import { profiles } from "../../content/fact.ts";
import { SetupFailed, type Observer } from "./observer.ts";
import { mostVariants, selectVariants, type Candidate } from "./select.ts";

/** What generating needs besides the family. */
export interface GenerateParts {
  observers: Readonly<Record<Profile, Observer>>;
  table: FactTable;
  /** What was generated before. */
  former: GeneratedFamily | undefined;
}

/** A combination that made no variant, and why. */
export interface DroppedCombination {
  parameters: Parameters;
  reason: string;
}

export interface GenerationReport {
  generated: GeneratedFamily;
  /** Combinations that were tried. */
  tried: number;
  dropped: DroppedCombination[];
  /** Mistakes that make the family fail. */
  mistakes: string[];
  /** How often each key is right among the chosen variants. */
  keys: Readonly<Record<string, number>>;
}

interface Built extends Candidate {
  variant: GeneratedVariant;
}

/** Fewest variants that a family has to have. */
export const fewestVariants = 20;

const profilesOf = ({ profile }: { profile: string }): readonly Profile[] =>
  profile === "both" ? profiles : profiles.filter((one) => one === profile);

/** Makes the variant of one combination. Throws Dropped with the reason when it isn't a question. */
export async function makeVariant(
  { family, language }: FamilyFile,
  parameters: Parameters,
  observers: GenerateParts["observers"],
  /** Whether the environment is observed with the names that the variant shows, or with the first ones, which is faster. */
  ownNames = false,
): Promise<GeneratedVariant> {
  const id = variantKey(parameters);
  const shown = { ...parameters, ...chooseNames(family, id) };
  const observed = ownNames ? shown : { ...parameters, ...chooseNames(family, id, true) };
  const built: BuiltVariant[] = [];
  const text = (template: string, values: Parameters) =>
    fill(template, {
      family,
      parameters: values,
      evaluate: (expression) => {
        throw new Error(`expressions can't be used here: ${expression}`);
      },
    });
  const setup = (values: Parameters) =>
    text(family.setup, values)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"))
      .join("\n");
  for (const profile of profilesOf(family)) {
    const observer = observers[profile];
    const outcomes: Record<string, Outcome> = {};
    const probe = async (probeId: string) => {
      const found = family.probes.find((one) => one.id === probeId);
      if (!found) throw new Error(`no probe is called ${probeId}`);
      const { source, outcome } = await observer.probe(setup(observed), text(found.run, observed));
      outcomes[probeId] = outcome;
      return source;
    };
    const [attempt] = family.probes;
    const goals = attempt ? await probe(attempt.id) : await observer.environment(setup(observed));
    for (;;) {
      try {
        built.push(
          buildVariant({ family, language, variant: id, parameters: shown, observed, source: { goals, outcomes } }),
        );
        break;
      } catch (error) {
        const missing = language.takeMissing();
        if (missing === undefined) throw error;
        await probe(missing);
      }
    }
  }
  const [first, other] = built;
  if (!first) throw new Dropped("is asked under no profile");
  if (other && other.key !== first.key)
    throw new Dropped(`the key is ${first.key} in the chapter, ${other.key} in Azure`);
  if (other && JSON.stringify(other.body) !== JSON.stringify(first.body)) {
    throw new Dropped("the text differs between the profiles");
  }
  const names = chooseNames(family, id);
  return {
    id,
    version: family.version,
    parameters: { ...parameters },
    ...(Object.keys(names).length > 0 && { names }),
    key: first.key,
    setup: setup(shown),
    attempt: text(family.probes[0]?.run ?? "", shown),
    body: first.body,
  };
}

/** The rules of an empty environment, for conditions over parameters. */
const emptySource = (observers: GenerateParts["observers"]) => ({ goals: observers.chapter.nothing, outcomes: {} });

const noIndex: RuleContext["index"] = {
  sections: new Map(),
  guides: new Map(),
  comparisons: new Map(),
  walkthroughs: new Map(),
  items: new Set(),
  diagrams: new Map(),
  series: new Map(),
  cases: new Map(),
};

/** Returns what the item rules have against a variant; undefined when nothing. */
function ruleProblem(item: AuthoredItem, table: FactTable): string | undefined {
  const found: string[] = [];
  const problem = (message: string) => found.push(message);
  // Series and cases, which name other items and environments, aren't among the types of families.
  const context: RuleContext = { table, states: new Map(), index: noIndex };
  checkForm(item, context, problem);
  checkWriting(item, context, problem);
  const texts = (item.options ?? []).map(({ text }) => text.toLowerCase().replace(/[^a-z0-9]+/g, " "));
  if (new Set(texts).size !== texts.length) problem("two options say the same");
  return found[0];
}

/** After this many candidates it's time to see whether they are enough. */
const batch = 40;

/** Whether candidates fill a family, with every outcome that it offers, and no key far more often than another. */
function isEnough(candidates: readonly Built[], family: Family): boolean {
  const chosen = selectVariants(candidates);
  if (chosen.length < mostVariants) return false;
  const counts = new Map<string, number>();
  for (const { key } of chosen) counts.set(key, (counts.get(key) ?? 0) + 1);
  const outcomes = family.type === "single" ? (family.options ?? []).filter(({ value }) => value === undefined) : [];
  const even = mostVariants / counts.size;
  return outcomes.every(({ id }) => counts.has(id)) && Math.max(...counts.values()) <= 1.3 * even;
}

/** Generates the variants of a family, and says what it left out. */
export async function generateFamily(file: FamilyFile, parts: GenerateParts): Promise<GenerationReport> {
  const { family, language } = file;
  const { observers, table, former } = parts;
  const dropped: DroppedCombination[] = [];
  const mistakes = new Set<string>();
  const candidates: Built[] = [];
  const empty = emptySource(observers);
  const possible = combinations(family)
    .filter((parameters) => family.where === undefined || language.holds(family.where, parameters, empty))
    .map((parameters) => ({ parameters, id: variantKey(parameters) }))
    .sort((a, b) => numberFrom(a.id) - numberFrom(b.id));
  let tried = 0;
  const ids = new Set<string>();
  for (const { parameters, id } of possible.slice(0, family.sample)) {
    tried++;
    if (ids.has(id)) mistakes.add(`two combinations have the id ${id}`);
    ids.add(id);
    try {
      const variant = await makeVariant(file, parameters, observers);
      const problem = ruleProblem(authoredVariant(family, variant), table);
      if (problem === undefined) candidates.push({ id, key: variant.key, parameters, variant });
      else dropped.push({ parameters, reason: problem });
      if (candidates.length % batch === 0 && isEnough(candidates, family)) break;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!(error instanceof Dropped)) mistakes.add(`${JSON.stringify(parameters)}: ${reason}`);
      dropped.push({ parameters, reason });
      if (error instanceof SetupFailed && mistakes.size > 3) break;
    }
  }
  const chosen = selectVariants(candidates).map(({ variant }) => variant);
  const chosenIds = new Set(chosen.map(({ id }) => id));
  for (const { id, parameters } of candidates) {
    if (!chosenIds.has(id)) dropped.push({ parameters, reason: "too like others, or its key is right often enough" });
  }
  const keys: Record<string, number> = {};
  for (const { key } of chosen) keys[key] = (keys[key] ?? 0) + 1;
  if (chosen.length < fewestVariants) mistakes.add(`only ${chosen.length} variants, at least ${fewestVariants}`);
  if (family.type === "single") {
    for (const option of family.options ?? []) {
      if (option.value === undefined && keys[option.id] === undefined)
        mistakes.add(`no variant has the key ${option.id}`);
    }
  }
  const variants = keepFormer(chosen, former, mistakes);
  const cited = citedFacts(JSON.stringify(variants));
  return {
    generated: {
      family: family.id,
      hash: file.hash,
      facts: Object.fromEntries(
        [...new Set([...cited, ...family.facts])].sort().map((key) => [key, factHash(table, key)]),
      ),
      variants: variants.sort((a, b) => (a.id < b.id ? -1 : 1)),
      earlier: earlierOf(variants, former),
    },
    tried,
    dropped,
    mistakes: [...mistakes],
    keys,
  };
}

const meaning = ({ key, body }: GeneratedVariant): string =>
  JSON.stringify([
    key,
    body.options?.map(({ id, correct }) => [id, correct === true]),
    body.statements?.map(({ id, answer }) => [id, answer]),
    body.gaps?.map(({ choices }) => choices.map(({ id, correct }) => [id, correct === true])),
  ]);

/** Adds the variants that were generated before and aren't chosen anymore, withdrawn: an attempt may have them. */
function keepFormer(
  chosen: readonly GeneratedVariant[],
  former: GeneratedFamily | undefined,
  mistakes: Set<string>,
): GeneratedVariant[] {
  const byId = new Map(former?.variants.map((variant) => [variant.id, variant]));
  for (const variant of chosen) {
    const before = byId.get(variant.id);
    byId.delete(variant.id);
    if (before && before.version === variant.version && meaning(before) !== meaning(variant)) {
      mistakes.add(`the key or the options of ${variant.id} changed: raise the family's version`);
    }
  }
  return [...chosen, ...[...byId.values()].map((variant) => ({ ...variant, withdrawn: true as const }))];
}

/** Returns the bodies of lower versions, which attempts may have. */
function earlierOf(variants: readonly GeneratedVariant[], former: GeneratedFamily | undefined): GeneratedVariant[] {
  const now = new Map(variants.map((variant) => [variant.id, variant.version]));
  const replaced = (former?.variants ?? []).filter(({ id, version }) => version < (now.get(id) ?? version));
  return [...(former?.earlier ?? []), ...replaced].sort((a, b) =>
    a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1,
  );
}
