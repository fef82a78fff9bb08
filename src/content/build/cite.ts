import type { Profile } from "../../assessment/item.ts";
import { isSkuFact, profiles, skuNames, type Fact, type FactValue, type SkuName } from "../fact.ts";
import { cheapestText, countText, missingText, skuText, wholeText, wordText } from "../fact-format.ts";
import { roleCan, type FactTable } from "./fact-table.ts";
import { roleAnchor } from "./fact-topics.ts";

/** A fact as cited in prose: `{{webhooks.Premium|count}}`. */
export interface Citation {
  /** Id on the facts page, e.g. "webhooks" or "role-AcrPull". */
  fact: string;
  text: Record<Profile, string>;
  /** Shown in monospace. */
  code: boolean;
}

const isSku = (word: string | undefined): word is SkuName => skuNames.some((sku) => sku === word);
const codeFormats = new Set(["code", "codes"]);
function numberAt(fact: Fact, profile: Profile, path: string[]): unknown {
  let value: unknown = isSkuFact(fact) ? fact[profile] : fact[profile];
  for (const key of path) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

function textFor(fact: Fact, profile: Profile, path: string[], format: string | undefined): string | undefined {
  const value = numberAt(fact, profile, path);
  if (format === "cheapest") return isSkuFact(fact) ? cheapestText(fact, profile) : undefined;
  if (format !== undefined) {
    if (value === null || value === undefined) return missingText(fact, profile);
    if (typeof value !== "number") return undefined;
    if (format === "count") return countText(value, fact.unit);
    const word = wordText(value);
    if (format === "word") return word;
    return format === "Word" ? word.charAt(0).toUpperCase() + word.slice(1) : undefined;
  }
  if (path.length === 0) return wholeText(fact, profile);
  if (isSkuFact(fact)) return path.length === 1 && isSku(path[0]) ? skuText(fact, profile, path[0]) : undefined;
  if (value === undefined || value === null) {
    return fact[profile] === null || fact[profile] === undefined ? missingText(fact, profile) : undefined;
  }
  return Array.isArray(value) || typeof value !== "object"
    ? wholeText({ ...fact, [profile]: value as FactValue }, profile)
    : undefined;
}

/**
 * Resolves the inside of `{{…}}`. Returns a message when the key, path or format does not exist.
 * Forms: `fact`, `fact.Sku`, `fact.path`, `fact.Sku|count`, `|word`, `|Word`, `|cheapest`, `role.Name`, `role.Name.can`.
 */
export function resolveCitation(source: string, table: FactTable): Citation | { message: string } {
  const [reference = "", format] = source.split("|").map((part) => part.trim());
  if (reference.startsWith("role.")) {
    const wantsCan = reference.endsWith(".can");
    const name = reference.slice(5, wantsCan ? -4 : undefined);
    const role = table.role.get(name);
    if (!role) return { message: `unknown role ${name}` };
    const text = wantsCan ? roleCan(table, role) : name;
    return { fact: roleAnchor(name), text: { chapter: text, azure: text }, code: false };
  }
  const [id = "", ...path] = reference.split(".");
  const fact = table.facts.get(id);
  if (!fact) return { message: `unknown fact ${id}` };
  const known = path.length === 0 || profiles.some((profile) => numberAt(fact, profile, path) !== undefined);
  const chapter = textFor(fact, "chapter", path, format);
  const azure = textFor(fact, "azure", path, format);
  if (!known || chapter === undefined || azure === undefined)
    return { message: `fact ${id} has no ${source.slice(id.length)}` };
  return { fact: id, text: { chapter, azure }, code: codeFormats.has(fact.format) };
}
