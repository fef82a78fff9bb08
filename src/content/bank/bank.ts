import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { ItemType } from "../../assessment/item.ts";
import { compileContent, type Compiled } from "../build/compile.ts";
import { itemFile, type AuthoredItem } from "../build/content-schema.ts";
import { holdsSets } from "../build/item-sets.ts";
import { Problems } from "../build/problems.ts";
import { readYaml } from "../build/read-yaml.ts";

/** What an item counts as in the blueprint: its type, or case-study whatever its type. */
export type ItemKind = ItemType | "case-study";

/** Returns what an item counts as. */
export const kindOf = (item: Pick<AuthoredItem, "type" | "case">): ItemKind => (item.case ? "case-study" : item.type);

/** An item as it is written, with its place. */
export interface BankEntry {
  item: AuthoredItem;
  file: string;
  line: number;
}

/** How many items of each kind each objective should have, and how many reveal cards there are. */
export interface Blueprint {
  reveal: number;
  objectives: Record<string, Partial<Record<ItemKind, number>>>;
  /** Claims about common mistakes, each with the misconceptions that show in a wrong choice about it. */
  mistakes: Record<string, string[]>;
}

/** The question bank as the checks see it. */
export interface Bank {
  /** Live items of the scored pool and reveal cards; checks of the text (`pool: check`) are left out. */
  entries: BankEntry[];
  blueprint: Blueprint;
  compiled: Compiled;
}

const folder = "content/items/acr";
const blueprintPath = "content/items/blueprint.yaml";
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const blueprintFile = v.strictObject({
  reveal: count,
  objectives: v.record(v.string(), v.record(v.string(), count)),
  mistakes: v.record(v.string(), v.array(v.string())),
});

/** Reads the bank below `root`. Throws an Error that lists every problem of the content with file and line. */
export function readBank(root: string): Bank {
  const { compiled, problems } = compileContent(root);
  const found = new Problems();
  const blueprint = readYaml(join(root, blueprintPath), blueprintPath, blueprintFile, found);
  const names = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  const entries = names
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith(".yaml") && !holdsSets(name))
    .flatMap((name) => {
      const file = readYaml(join(root, name), name, itemFile, found);
      return (file?.value ?? []).map((item, at) => ({ item, file: name, line: file?.lineOf([at, "id"]) ?? 1 }));
    })
    .filter(({ item }) => item.status === "live" && item.pool === undefined);
  const report = [problems.toString(), found.toString()].filter((text) => text !== "").join("\n");
  if (!compiled || !blueprint || report !== "") throw new Error(`The content has problems:\n${report}`);
  return { entries, blueprint: blueprint.value, compiled };
}

/** A body of an item: its own, or one of a twin's two. */
export type Body = NonNullable<AuthoredItem["variants"]>["chapter"];

/** Returns the bodies of an item: one, or those of both profiles of a twin. */
export const bodiesOf = (item: AuthoredItem): Body[] =>
  item.profile === "twin" && item.variants
    ? [
        { ...item, ...item.variants.chapter },
        { ...item, ...item.variants.azure },
      ]
    : [item];
