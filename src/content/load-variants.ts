import type { CompactItem } from "./compact-items.ts";
import type { FamilyVariant } from "./family.ts";
import { unpack, type Packed } from "./packed.ts";

type Loaders = Readonly<Record<string, () => Promise<{ default: Packed }>>>;

async function load(loaders: Loaders, family: string): Promise<CompactItem<FamilyVariant>[] | null> {
  const packed = Object.hasOwn(loaders, family) ? (await loaders[family]?.())?.default : undefined;
  return packed ? unpack<CompactItem<FamilyVariant>[]>(packed) : null;
}

/** Loads the variants of a family that are asked, as they are stored; null when there is no such family. */
export const loadCompactVariants = async (family: string): Promise<CompactItem<FamilyVariant>[] | null> =>
  load((await import("virtual:drydock/family-variants")).default, family);

/** Loads the variants of a family that are no longer asked, as they are stored; null when there is no such family. */
export const loadFormerCompactVariants = async (family: string): Promise<CompactItem<FamilyVariant>[] | null> =>
  load((await import("virtual:drydock/former-variants")).default, family);
