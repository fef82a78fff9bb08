import type { Profile } from "../assessment/item.ts";

export const skuNames = ["Basic", "Standard", "Premium"] as const;
export type SkuName = (typeof skuNames)[number];
export const profiles = ["chapter", "azure"] as const satisfies Profile[];

/** Why a value is missing: nobody mentions it, nobody publishes it, there is no such thing, or sources disagree. */
export type NullMeaning = "silent" | "unpublished" | "none" | "conflict";

export type FactValue = boolean | number | string | string[] | null;

export type FactFormat =
  | "gate"
  | "count"
  | "storageGiB"
  | "storageTiB"
  | "storageMiB"
  | "words"
  | "text"
  | "code"
  | "codes"
  | "names"
  | "list"
  | "yesno"
  | "range"
  | "percent"
  | "data";

interface FactBase {
  id: string;
  label: string;
  group: string;
  format: FactFormat;
  /** Singular and plural of what is counted. */
  unit?: string[];
  /** How an enumerated value reads. */
  words?: Record<string, string>;
  nullMeans?: { chapter?: NullMeaning; azure?: NullMeaning };
  /** Row of the list of differences, D01 to D20. */
  dispute?: string;
  notes?: { chapter?: string; azure?: string };
  details?: Record<string, unknown>;
  /** The part of the source chapter that states it. */
  part?: string;
  sources: string[];
}

/** A rule or limit per SKU under both profiles. */
export interface SkuFact extends FactBase {
  chapter: Record<SkuName, FactValue>;
  azure: Record<SkuName, FactValue>;
  /** Whether the simulator acts on it. */
  enforced: "rule" | "documentation";
  /** What a move to a SKU without the feature does. */
  onLeave?: "refuse" | "disable";
  onLeaveBasis?: "documented" | "assumption";
}

/** A fact that does not depend on the SKU; structured values keep the shape of the file. */
export interface GeneralFact extends FactBase {
  chapter?: unknown;
  azure?: unknown;
}

export type Fact = SkuFact | GeneralFact;

/** A built-in role. Actions are null where the list was not read. */
export interface RoleFact {
  id: string;
  /** Id of its definition, the same in every tenant. */
  guid: string;
  mode: "rbac" | "abac" | "both";
  /** Whether the chapter names it. */
  chapter: boolean;
  /** Control-plane actions, with wildcards. */
  actions: string[];
  notActions?: string[] | undefined;
  dataActions: string[];
  /** Keys of permissions.yaml. */
  can: string[];
  /** What is left in repository (ABAC) mode. */
  abacCan?: string[] | undefined;
  note?: string | undefined;
  sources: string[];
}

/** One statement of the chapter, checked. */
export interface Claim {
  id: string;
  part: string;
  verdict: "agrees" | "simplified" | "unverifiable" | "differs" | "outdated";
  claim: string;
  chapter?: string | undefined;
  azure: string;
  sources: string[];
  date?: string | undefined;
  examNote?: string | undefined;
}

/** What an operation on contents needs: an action in registry-wide mode, a data action in repository (ABAC) mode. */
export interface OperationFact {
  action: string;
  dataAction: string;
}

/** A published flaw of a distribution's package, for the scanner. */
export interface Advisory {
  id: string;
  /** ID of os-release. */
  distribution: string;
  /** Start of VERSION_ID, where the fixed version depends on the release. */
  release?: string | undefined;
  /** Source package. */
  source: string;
  /** First version without it. */
  fixed: string;
  severity: "Low" | "Medium" | "High" | "Critical";
  title: string;
}

export interface AdvisorySet {
  /** ISO date the set was put together. */
  date: string;
  advisories: Advisory[];
}

/** A page of the facts list: the facts of one kind, or the claims of some parts of the chapter. */
export interface FactTopic {
  id: string;
  title: string;
  kind: "sku" | "general" | "role" | "claim";
  /** Parts of the chapter whose claims it holds; only on topics of claims. */
  parts?: string[] | undefined;
}

export interface Source {
  id: string;
  title: string;
  url: string;
  /** ISO date it was read. */
  read: string;
  updated?: string | undefined;
}

/** A region with its place on the map, in degrees. */
export interface Region {
  id: string;
  name: string;
  geography: string;
  latitude: number;
  longitude: number;
}

export const isDisputed = (claim: Claim): boolean => claim.verdict === "differs" || claim.verdict === "outdated";
export const isSkuFact = (fact: Fact): fact is SkuFact => "enforced" in fact;
