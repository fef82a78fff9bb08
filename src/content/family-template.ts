import type { FamilyVariant } from "./family.ts";
import { familyOfItem } from "../assessment/item-id.ts";
import { readSetup } from "./setup-steps.ts";
import type { WorldTemplate } from "./world-template.ts";

/** Returns the environment of a variant, right before what its question is about; its id is that of the item. */
export function templateOfVariant({ id, environment }: Pick<FamilyVariant, "id" | "environment">): WorldTemplate {
  const { commands, mayFail, faults, at } = readSetup(environment.setup);
  return {
    id,
    name: "Question",
    commands,
    ...(mayFail.length > 0 && { mayFail }),
    ...(faults.length > 0 && { faults }),
    ...(at !== undefined && { at }),
  };
}

/** Loads the environment of a variant by the item's id; undefined when there is no such variant. */
export async function loadVariantTemplate(itemId: string): Promise<WorldTemplate | undefined> {
  const family = familyOfItem(itemId);
  if (family === undefined) return undefined;
  // The sandbox's first command doesn't wait for it.
  const { loadCompactVariants, loadFormerCompactVariants } = await import("./load-variants.ts");
  const isIt = ({ id }: { id: string }): boolean => id === itemId;
  const variant =
    (await loadCompactVariants(family))?.find(isIt) ?? (await loadFormerCompactVariants(family))?.find(isIt);
  return variant && templateOfVariant(variant);
}
