import type { Profile } from "../assessment/item.ts";
import { skuNames } from "../content/fact.ts";
import { skuText, wholeText } from "../content/fact-format.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import type { World } from "../simulator/world/world.ts";

/** A rule that reads differently under the other profile. */
export interface RuleChange {
  /** Key of the fact. */
  fact: string;
  label: string;
  /** Value under the rules that the environment has now, and under the other ones. */
  now: string;
  other: string;
}

/** Structured values that a table can't show are left out. */
const longestText = 80;

/**
 * Lists what changes in a world when its rules do: the limits of the tiers that its registries have (of all tiers while there
 * is no registry), then the rules that don't depend on a tier. Values that a source doesn't state change nothing.
 */
export function ruleChanges({ skus, general }: SimulatorFacts, world: World, from: Profile): RuleChange[] {
  const to = from === "chapter" ? "azure" : "chapter";
  const registries = Array.from(world.scan("registry"), ({ row }) => row.sku);
  const tiers = registries.length === 0 ? skuNames : skuNames.filter((sku) => registries.includes(sku));
  const perTier = skus
    .filter(({ enforced }) => enforced === "rule")
    .flatMap((fact) => {
      const differing = tiers.filter(
        (sku) => fact[from][sku] !== null && fact[to][sku] !== null && fact[from][sku] !== fact[to][sku],
      );
      const text = (profile: Profile) => differing.map((sku) => `${sku}: ${skuText(fact, profile, sku)}`).join(", ");
      return differing.length === 0 ? [] : [{ fact: fact.id, label: fact.label, now: text(from), other: text(to) }];
    });
  const others = general.flatMap((fact) => {
    const stated = [fact[from], fact[to]].every((value) => value !== null && value !== undefined);
    const [now, other] = [wholeText(fact, from), wholeText(fact, to)];
    const short = now.length <= longestText && other.length <= longestText;
    return stated && now !== other && short ? [{ fact: fact.id, label: fact.label, now, other }] : [];
  });
  return [...perTier, ...others];
}
