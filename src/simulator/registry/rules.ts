import type { Profile } from "../../assessment/item.ts";
import type {
  FactValue,
  GeneralFact,
  NullMeaning,
  OperationFact,
  Region,
  RoleFact,
  SkuFact,
  SkuName,
} from "../../content/fact.ts";
import type { SimulatorFacts } from "./facts.ts";

/** An active rule, and where it comes from. */
export interface RuleValue {
  fact: string;
  value: FactValue;
  /** The profile whose value it is: the other one where the active profile is silent. */
  from: Profile;
  /** Why there is no value, where `value` is null. */
  nullMeans?: NullMeaning;
}

const other = (profile: Profile): Profile => (profile === "chapter" ? "azure" : "chapter");

/**
 * The facts under one profile. A silent profile takes the other one's value; unpublished values enforce nothing; where
 * sources conflict the permissive reading holds.
 */
export class Rules {
  private readonly skus: Map<string, SkuFact>;
  private readonly general: Map<string, GeneralFact>;
  private readonly roleById: Map<string, RoleFact>;

  constructor(
    readonly facts: SimulatorFacts,
    readonly profile: Profile,
  ) {
    this.skus = new Map(facts.skus.map((fact) => [fact.id, fact]));
    this.general = new Map(facts.general.map((fact) => [fact.id, fact]));
    this.roleById = new Map(facts.roles.map((role) => [role.id.toLowerCase(), role]));
  }

  /** The active row of the SKU table. Throws for an unknown key, which is a mistake in our code. */
  sku(id: string, sku: SkuName): RuleValue {
    const fact = this.skus.get(id);
    if (!fact) throw new Error(`no SKU fact called ${id}`);
    const own = fact[this.profile][sku];
    if (own !== null) return { fact: id, value: own, from: this.profile };
    const means = fact.nullMeans?.[this.profile] ?? "silent";
    if (means !== "silent") return { fact: id, value: null, from: this.profile, nullMeans: means };
    const theirs = fact[other(this.profile)][sku];
    const theirMeaning = fact.nullMeans?.[other(this.profile)] ?? "silent";
    return { fact: id, value: theirs, from: other(this.profile), ...(theirs === null && { nullMeans: theirMeaning }) };
  }

  /** Whether a gate is open. A missing value closes it only where there is no such thing (`none`). */
  allows(id: string, sku: SkuName): boolean {
    const { value, nullMeans } = this.sku(id, sku);
    return value === null ? nullMeans !== "none" : value !== false;
  }

  /** A limit, or undefined where nobody publishes one. */
  limit(id: string, sku: SkuName): number | undefined {
    const { value } = this.sku(id, sku);
    return typeof value === "number" ? value : undefined;
  }

  /** The cheapest SKUs first that open a gate. */
  skusWith(id: string): SkuName[] {
    return (["Basic", "Standard", "Premium"] as const).filter((sku) => this.allows(id, sku));
  }

  skuFact(id: string): SkuFact | undefined {
    return this.skus.get(id);
  }

  /** A fact that does not depend on the SKU, in the shape of its file; undefined where no profile has a value. */
  value<T = unknown>(id: string): T | undefined {
    const fact = this.general.get(id);
    if (!fact) throw new Error(`no fact called ${id}`);
    const own = fact[this.profile];
    if (own !== null && own !== undefined) return own as T;
    if ((fact.nullMeans?.[this.profile] ?? "silent") !== "silent") return undefined;
    return (fact[other(this.profile)] ?? undefined) as T | undefined;
  }

  /**
   * Returns a fact only where the active profile itself states it: for behavior that one profile knows and the other, which is
   * silent, must not take over.
   */
  stated<T = unknown>(id: string): T | undefined {
    const fact = this.general.get(id);
    if (!fact) throw new Error(`no fact called ${id}`);
    return (fact[this.profile] ?? undefined) as T | undefined;
  }

  /** Extra values that a fact carries. */
  details<T = Record<string, unknown>>(id: string): T | undefined {
    return (this.general.get(id)?.details ?? this.skus.get(id)?.details) as T | undefined;
  }

  /** A built-in role by its name, in any case. */
  role(id: string): RoleFact | undefined {
    return this.roleById.get(id.toLowerCase());
  }

  operation(id: string): OperationFact {
    const operation = this.facts.operations[id];
    if (!operation) throw new Error(`no operation called ${id}`);
    return operation;
  }

  /** A region by its name (`westeurope`) or display name (`West Europe`). */
  region(name: string): Region | undefined {
    const lowerName = name.toLowerCase();
    return this.facts.regions.find((region) => region.id === lowerName || region.name.toLowerCase() === lowerName);
  }
}
