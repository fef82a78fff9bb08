import type { Profile } from "../assessment/item.ts";
import {
  isSkuFact,
  skuNames,
  type Fact,
  type FactValue,
  type NullMeaning,
  type SkuFact,
  type SkuName,
} from "./fact.ts";
import { isRecord } from "../simulator/world/json.ts";

const nullText: Record<NullMeaning, string> = {
  silent: "not stated",
  unpublished: "not published",
  none: "none",
  conflict: "sources disagree",
};

const numberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** What a missing value reads as: "not stated", "not published", "none" or "sources disagree". */
export const missingText = (fact: Fact, profile: Profile): string => nullText[fact.nullMeans?.[profile] ?? "silent"];

/** The raw value of a fact: of one SKU, or the whole value when `sku` is left out or the fact has no SKUs. */
export const factValue = (fact: Fact, profile: Profile, sku?: SkuName): unknown =>
  isSkuFact(fact) && sku ? fact[profile][sku] : fact[profile];

/** SKUs a gate is open for, cheapest first. */
export const skusWith = (fact: SkuFact, profile: Profile): SkuName[] =>
  skuNames.filter((sku) => fact[profile][sku] === true);

const join = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

/** "1 webhook", "100 webhooks". */
export const countText = (value: number, unit: readonly string[] | undefined): string =>
  `${grouped.format(value)} ${(value === 1 ? unit?.[0] : unit?.[1]) ?? ""}`.trim();

/** A number in words up to ten, in figures above. */
export const wordText = (value: number): string => numberWords[value] ?? grouped.format(value);

/** The chapter writes GB where the documentation writes GiB for the same included amounts. */
const storageText = (fact: Fact, profile: Profile, value: number): string => {
  const unit = { storageGiB: "GB", storageTiB: profile === "chapter" ? "TB" : "TiB", storageMiB: "MiB" }[
    fact.format as "storageGiB" | "storageTiB" | "storageMiB"
  ];
  return `${grouped.format(value)} ${unit}`;
};

function scalarText(fact: Fact, profile: Profile, value: FactValue): string {
  if (value === null || value === undefined) return missingText(fact, profile);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") {
    if (fact.format.startsWith("storage")) return storageText(fact, profile, value);
    return fact.format === "percent" ? `${value} %` : grouped.format(value);
  }
  if (Array.isArray(value))
    return value.length === 0 ? "none" : fact.format === "list" ? join(value) : value.join(", ");
  return fact.words?.[value] ?? value;
}

/** Returns a member's name in words: `pushedDays` is "pushed days". */
const wordsOf = (key: string): string =>
  key.replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);

function recordText(fact: Fact, value: Record<string, unknown>): string {
  if (typeof value["min"] === "number" && typeof value["max"] === "number") {
    const range = `${grouped.format(value["min"])} to ${countText(value["max"], fact.unit)}`;
    return typeof value["default"] === "number" ? `${range}, ${grouped.format(value["default"])} by default` : range;
  }
  return Object.entries(value)
    .map(([key, part]) => `${wordsOf(key)}: ${typeof part === "object" ? JSON.stringify(part) : String(part)}`)
    .join("; ");
}

/**
 * The last ISO date on which a feature could be switched on; undefined while it still can. `details` state what Azure
 * does, so the chapter never closes a feature.
 */
export function closedAfter(fact: SkuFact, profile: Profile): string | undefined {
  const date = profile === "azure" ? fact.details?.["cannotEnableAfter"] : undefined;
  return typeof date === "string" ? date : undefined;
}

/** The value of one SKU as the tables print it, e.g. "10 GB", "yes", "only if enabled by 2026-05-31", "not stated". */
export function skuText(fact: SkuFact, profile: Profile, sku: SkuName): string {
  const value = fact[profile][sku];
  const closed = closedAfter(fact, profile);
  return value === true && closed ? `only if enabled by ${closed}` : scalarText(fact, profile, value);
}

/** A fact without naming a SKU: the SKUs of a gate, the three values of a limit, or the value itself. */
export function wholeText(fact: Fact, profile: Profile): string {
  if (!isSkuFact(fact)) {
    const value = fact[profile];
    return isRecord(value) ? recordText(fact, value) : scalarText(fact, profile, (value ?? null) as FactValue);
  }
  const values = skuNames.map((sku) => fact[profile][sku]);
  if (values.every((value) => value === null)) return missingText(fact, profile);
  if (fact.format === "gate") {
    const open = skusWith(fact, profile);
    if (open.length === skuNames.length) return "every tier";
    return open.length === 0 ? "no tier" : join(open);
  }
  const texts = skuNames.map((sku) => skuText(fact, profile, sku));
  return new Set(texts).size === 1 ? (texts[0] as string) : texts.join(" / ");
}

/** The cheapest SKU with an open gate, or "no tier". */
export const cheapestText = (fact: SkuFact, profile: Profile): string =>
  fact[profile].Basic === null && fact[profile].Premium === null
    ? missingText(fact, profile)
    : (skusWith(fact, profile)[0] ?? "no tier");

/**
 * The cheapest SKU that has a feature (a gate) or at least `amount` of something, as a new registry gets it. When none
 * has: "none", or how the profile leaves the value of some SKU open.
 */
export function cheapestWith(fact: SkuFact, profile: Profile, amount?: number): SkuName | NullMeaning {
  const values = fact[profile];
  if (closedAfter(fact, profile)) return "none";
  const found = skuNames.find((sku) => {
    const value = values[sku];
    return amount === undefined ? value === true : typeof value === "number" && value >= amount;
  });
  const isOpen = skuNames.some((sku) => values[sku] === null);
  return found ?? (isOpen ? (fact.nullMeans?.[profile] ?? "silent") : "none");
}
