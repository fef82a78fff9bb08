import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { isAsked, type FamilySummary, type FamilyVariant } from "../../family.ts";
import { ideasOf } from "../../../assessment/chosen-misconceptions.ts";
import type { Context } from "../context.ts";
import { compileItem } from "../items.ts";
import { fingerprint, remembered } from "../remembered.ts";
import { authoredVariant, variantItemId } from "./authored-variant.ts";
import type { Family } from "./family-schema.ts";
import { generatedFile, generatedFolder, type GeneratedFamily, type GeneratedVariant } from "./generated.ts";
import { factHash, familyIds, hashOf, readFamily, type FamilyFile } from "./read-family.ts";

/** A family with its variants, ready for the app. */
export interface CompiledFamily {
  summary: FamilySummary;
  variants: FamilyVariant[];
}

const command = (id: string): string => `run \`npm run families -- ${id}\` and commit what it writes`;

/** Reads what was generated of a family, with the hash of its text; reports when it's missing, damaged, or out of date. */
function readGenerated(
  root: string,
  { family, file, hash }: FamilyFile,
  context: Context,
): { generated: GeneratedFamily; hash: string } | undefined {
  const { id } = family;
  const path = join(root, generatedFolder, `${id}.json`);
  if (!existsSync(path)) {
    context.problems.add(file, 1, `has no variants: ${command(id)}`);
    return undefined;
  }
  const text = readFileSync(path, "utf8");
  const read = v.safeParse(generatedFile, JSON.parse(text));
  if (!read.success) {
    context.problems.add(`${generatedFolder}/${id}.json`, 1, `isn't what is generated: ${command(id)}`);
    return undefined;
  }
  const generated = read.output;
  if (generated.hash !== hash)
    context.problems.add(file, 1, `changed after its variants were generated: ${command(id)}`);
  for (const [key, known] of Object.entries(generated.facts)) {
    if (factHash(context.table, key) !== known) {
      context.problems.add(file, 1, `cites ${key}, which changed after the variants were generated: ${command(id)}`);
    }
  }
  return { generated, hash: hashOf(text) };
}

/** Compiles a variant. The generator has checked the rules of writing, and pages of facts don't list variants. */
function compileVariant(family: Family, variant: GeneratedVariant, context: Context, file: string): FamilyVariant {
  return {
    ...compileItem(authoredVariant(family, variant), context, { file, line: 1, former: true }),
    version: variant.version,
    family: family.id,
    parameters: { ...variant.parameters, ...variant.names },
    environment: { setup: variant.setup, attempt: variant.attempt },
    ...(variant.withdrawn && { withdrawn: true as const }),
  };
}

/** Marks the variants that a section asks as checks, so that nothing draws them. */
export const markChecks = (families: readonly CompiledFamily[], checks: ReadonlySet<string>): CompiledFamily[] =>
  families.map(({ summary, variants }) => ({
    summary: { ...summary, variants: summary.variants.filter((id) => !checks.has(id)) },
    variants: variants.map((variant) => (checks.has(variant.id) ? { ...variant, pool: "check" as const } : variant)),
  }));

function compileFamily({ family, file }: FamilyFile, generated: GeneratedFamily, context: Context): CompiledFamily {
  const { id } = family;
  const live = generated.variants.filter(({ withdrawn }) => !withdrawn);
  const compiled = [
    ...generated.variants,
    ...generated.earlier.map((variant) => ({ ...variant, withdrawn: true as const })),
  ].map((variant) => compileVariant(family, variant, context, file));
  const summary: FamilySummary = {
    id,
    title: family.title,
    objective: family.objective,
    type: family.type,
    profile: family.profile,
    bloom: family.bloom,
    difficulty: family.difficulty,
    version: family.version,
    variants: live.map((variant) => variantItemId(id, variant.id)),
    misconceptions: [...new Set(compiled.filter(isAsked).flatMap(ideasOf))].toSorted(),
  };
  return { summary, variants: compiled };
}

const compiledFamilies = remembered<CompiledFamily>(100);

/** Compiles the generated variants of every family; reports families that need to be generated again. */
export function compileFamilies(root: string, context: Context): CompiledFamily[] {
  const { problems, table, index, states } = context;
  // What a variant's text may cite or link to.
  const around = hashOf(fingerprint([table, index, states]));
  return familyIds(root).flatMap((id) => {
    const file = readFamily(root, id, problems);
    const read = file && readGenerated(root, file, context);
    if (!file || !read) return [];
    let compiled: CompiledFamily | undefined;
    const kept = compiledFamilies(`${around} ${file.hash} ${read.hash}`, () => {
      const before = problems.list.length;
      compiled = compileFamily(file, read.generated, context);
      return problems.list.length === before ? compiled : undefined;
    });
    return kept ?? compiled ?? [];
  });
}
