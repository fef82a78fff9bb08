import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FactTable } from "../fact-table.ts";
import type { Problems } from "../problems.ts";
import { parseYaml } from "../read-yaml.ts";
import { createFamilyLanguage, type FamilyLanguage } from "./family-language.ts";
import { familyFile, type Family, type FamilyOption, type Wording } from "./family-schema.ts";
import { placeholdersOf, valuesOf } from "./fill.ts";
import { fieldsOf } from "./parameters.ts";

export const familiesFolder = "content/families/acr";

/** A family's file, read and checked. */
export interface FamilyFile {
  file: string;
  family: Family;
  language: FamilyLanguage;
  /** Hash of the file's text. */
  hash: string;
  lineOf(path: readonly (string | number)[]): number;
}

type Path = readonly (string | number)[];

/** Returns the ids of the families that there are files of, in order. */
export const familyIds = (root: string): string[] => {
  const folder = join(root, familiesFolder);
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".yaml"))
        .map((name) => name.slice(0, -".yaml".length))
        .sort()
    : [];
};

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** Calls back for every expression and every text of a family, with its path in the file. */
function visit(
  family: Family,
  onExpression: (expression: string, wants: string | undefined, path: Path) => void,
  onText: (text: string, path: Path, more: readonly string[]) => void,
): void {
  const condition = (expression: string | undefined, path: Path) =>
    expression !== undefined && onExpression(expression, "bool", path);
  const words = (wording: Wording | undefined, path: Path, more: readonly string[] = []) => {
    if (wording === undefined) return;
    if (typeof wording === "string") return onText(wording, path, more);
    for (const [at, part] of wording.entries()) {
      if (typeof part === "string") onText(part, [...path, at], more);
      else {
        condition(part.when, [...path, at, "when"]);
        for (const text of [part.text].flat()) onText(text, [...path, at, "text"], more);
      }
    }
  };
  const options = (list: readonly FamilyOption[] | undefined, path: Path) => {
    for (const [at, option] of (list ?? []).entries()) {
      const own = [...path, at];
      condition(option.if, [...own, "if"]);
      condition(option.always, [...own, "always"]);
      if (option.value !== undefined) onExpression(option.value, undefined, [...own, "value"]);
      for (const field of ["text", "right", "wrong"] as const) words(option[field], [...own, field], ["value"]);
      if (Array.isArray(option.misconception)) {
        for (const { when } of option.misconception) condition(when, [...own, "misconception"]);
      }
    }
  };
  condition(family.where, ["where"]);
  onText(family.setup, ["setup"], []);
  for (const [at, probe] of family.probes.entries()) {
    onText(probe.run, ["probes", at, "run"], []);
  }
  for (const field of ["stem", "hint", "body"] as const) words(family[field], [field]);
  if (family.key !== undefined) onExpression(family.key, undefined, ["key"]);
  options(family.options, ["options"]);
  for (const [at, statement] of (family.statements ?? []).entries()) {
    const own = ["statements", at];
    condition(statement.if, [...own, "if"]);
    condition(statement.test, [...own, "test"]);
    for (const field of ["text", "yes", "no"] as const) words(statement[field], [...own, field]);
  }
  for (const [at, gap] of (family.gaps ?? []).entries()) {
    onExpression(gap.key, undefined, ["gaps", at, "key"]);
    options(gap.choices, ["gaps", at, "choices"]);
  }
}

/** Reports unknown terms, wrong types and placeholders that nothing fills. */
function checkFamily({ family, language, file, lineOf }: FamilyFile, problems: Problems): void {
  const expression = (text: string, wants: string | undefined, path: Path) => {
    const checked = language.check(text);
    if (!checked.ok) problems.add(file, lineOf(path), `${text}: ${checked.message}`);
    else if (wants !== undefined && checked.type !== wants && checked.type !== "dyn") {
      problems.add(file, lineOf(path), `${text}: is ${checked.type}, not ${wants}`);
    }
  };
  const text = (words: string, path: Path, more: readonly string[]) => {
    for (const placeholder of placeholdersOf(words).map((one) => one.trim())) {
      if (placeholder.startsWith("=")) {
        expression(placeholder.slice(1).trim(), undefined, path);
        continue;
      }
      if (more.includes(placeholder)) continue;
      const [name = "", field] = placeholder.split(".");
      const values = valuesOf(family, name);
      if (!values) problems.add(file, lineOf(path), `nothing is called \${${placeholder}}`);
      else if (field !== undefined && values.some((value) => fieldsOf(value)[field] === undefined)) {
        problems.add(file, lineOf(path), `some value of ${name} has no ${field}`);
      }
    }
  };
  visit(family, expression, text);
}

/** Reads and checks the file of a family; undefined when it can't be read. */
export function readFamily(root: string, id: string, problems: Problems): FamilyFile | undefined {
  const file = `${familiesFolder}/${id}.yaml`;
  const text = readFileSync(join(root, file), "utf8");
  const read = parseYaml(file, text, familyFile, problems);
  if (!read) return undefined;
  const { value: family, lineOf } = read;
  if (family.id !== id) problems.add(file, lineOf(["id"]), `the id has to be ${id}, as the file's name`);
  const language = createFamilyLanguage(family);
  const found: FamilyFile = { file, family, language, hash: hashOf(text), lineOf };
  checkFamily(found, problems);
  return found;
}

const citation = /\{\{([^}]+)\}\}/g;

/** Returns the keys of the facts that a text cites: `webhooks`, or `role.AcrPull`. */
export const citedFacts = (text: string): string[] =>
  [...text.matchAll(citation)].map((match) => {
    const [reference = ""] = (match[1] ?? "").split("|");
    const parts = reference.trim().split(".");
    return parts[0] === "role" ? parts.slice(0, 2).join(".") : (parts[0] ?? "");
  });

/** Returns the hash of what a fact says; it changes with any change of the fact. */
export function factHash(table: FactTable, key: string): string {
  const fact = key.startsWith("role.") ? table.role.get(key.slice("role.".length)) : table.facts.get(key);
  return hashOf(JSON.stringify(fact ?? null));
}
