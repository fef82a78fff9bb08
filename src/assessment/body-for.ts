import type { CompiledItem, Item, Profile } from "./item.ts";

/** The body of an item under a profile, or under the other when it is asked under that one only. */
export const bodyFor = (item: CompiledItem, profile: Profile): Item | undefined =>
  item[profile] ?? item.chapter ?? item.azure;
