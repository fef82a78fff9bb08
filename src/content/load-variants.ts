import type { CompactItem } from "./compact-items.ts";
import type { FamilyVariant } from "./family.ts";
import { unpackTexts } from "./packed-texts.ts";

/** Loads every variant of a family as it is stored: live ones before those of earlier versions; null when there is no such family. */
export async function loadCompactVariants(family: string): Promise<CompactItem<FamilyVariant>[] | null> {
  const { default: loaders } = await import("virtual:drydock/family-variants");
  const packed = Object.hasOwn(loaders, family) ? (await loaders[family]?.())?.default : undefined;
  return packed ? unpackTexts<CompactItem<FamilyVariant>[]>(packed) : null;
}
