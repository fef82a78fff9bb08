import type { Bloom, ItemProfile, ItemType } from "../assessment/item.ts";
import type { BankItem } from "./content.ts";

/** What is known of a question family without loading its variants. */
export interface FamilySummary {
  id: string;
  title: string;
  objective: string;
  type: ItemType;
  profile: ItemProfile;
  bloom: Bloom;
  difficulty: number;
  version: number;
  /** Item ids of the variants that can be asked: `family/FAMILY/VARIANT`. */
  variants: string[];
  /** Codes of the wrong ideas that its variants offer. */
  misconceptions: string[];
}

/** A variant of a question family: an item whose key the simulator worked out. */
export interface FamilyVariant extends BankItem {
  family: string;
  version: number;
  /** The values that make this variant, by name; they're kept with attempts. */
  parameters: Readonly<Record<string, string | number | boolean>>;
  /** The environment right before what the question is about, as command lines, and the lines that try it. */
  environment: { setup: string; attempt: string };
  /** No longer asked: kept for attempts that have it. */
  withdrawn?: true;
}

/** Whether a variant can still be asked. */
export const isAsked = ({ withdrawn }: FamilyVariant): boolean => withdrawn === undefined;
