/**
 * The item as the app plays it: compiled for one rule profile, prose already HTML.
 * The authored form (YAML, Markdown, both profiles) and its schema are in `content/build/`.
 */

/** The two sets of rules a fact, an item or an attempt is stated under. */
export type Profile = "chapter" | "azure";

/** How an item depends on the profile: the same under both, asked under one only, or keyed for each. */
export type ItemProfile = "both" | "chapter" | "azure" | "twin";

export type ItemType =
  "single" | "choose" | "statements" | "build-list" | "matching" | "dropdowns" | "hot-area" | "reveal";

export type Bloom = "remember" | "understand" | "apply" | "analyse" | "evaluate";

/** HTML made at build time from our own Markdown; safe to set as inner HTML. */
export type Html = string;

/** Something a learner can pick, with the reason it is or is not right. */
export interface Choice {
  id: string;
  html: Html;
  rationale: Html;
  correct: boolean;
  misconception?: string;
}

interface ItemBase {
  id: string;
  version: number;
  /** Objective code, e.g. "SKU-1". */
  objective: string;
  bloom: Bloom;
  /** The writer's guess, 1 (easy) to 5 (hard). */
  difficulty: number;
  /** What the authored item covers; the body itself is for `askedUnder`. */
  profile: ItemProfile;
  /** The profile whose facts this body states. */
  askedUnder: Profile;
  /** True when an item cites a disputed fact, so that the screen names the profile it asks under. */
  disputed: boolean;
  /** What the other profile says, shown with the feedback of a disputed item. */
  realityCheck?: Html;
  stem: Html;
  hint?: Html;
  /** Deep links into the chapter: path without base, and the heading's text. */
  refs: { href: string; title: string }[];
  sources: { title: string; url: string; date: string }[];
}

export interface SingleItem extends ItemBase {
  type: "single";
  options: Choice[];
}

/** N correct options out of more; N is how many are marked correct. */
export interface ChooseItem extends ItemBase {
  type: "choose";
  options: Choice[];
  choose: number;
}

export interface StatementsItem extends ItemBase {
  type: "statements";
  statements: { id: string; html: Html; answer: boolean; rationale: Html; misconception?: string }[];
}

export interface BuildListItem extends ItemBase {
  type: "build-list";
  steps: { id: string; html: Html; rationale: Html; misconception?: string }[];
  /** Step ids in order; `accept` lists other orders worth full marks. */
  key: string[];
  accept: string[][];
}

export interface MatchingItem extends ItemBase {
  type: "matching";
  targets: { id: string; html: Html; key: string; rationale: Html }[];
  tokens: { id: string; html: Html }[];
  /** Whether one token may be given to several targets. */
  reuse: boolean;
}

export interface DropdownsItem extends ItemBase {
  type: "dropdowns";
  /** The sentence or command in order: text pieces and gaps. */
  parts: ({ text: string } | { gap: string })[];
  /** Whether the body is a command line, shown in monospace. */
  command: boolean;
  gaps: { id: string; label: string; choices: Choice[] }[];
}

export type Exhibit =
  | { kind: "form"; title: string; rows: { label: Html; value: Html; place?: string }[] }
  | { kind: "table"; title: string; columns: Html[]; rows: { label: Html; cells: { html: Html; place?: string }[] }[] }
  | { kind: "trace"; title: string; lines: { html: Html; place?: string }[] };

export interface HotAreaItem extends ItemBase {
  type: "hot-area";
  exhibit: Exhibit;
  places: { id: string; name: string; correct: boolean; rationale: Html; misconception?: string }[];
  /** How many places to select: the number of correct ones. */
  choose: number;
}

/** Never scored: the learner marks themself missed, partly or got. */
export interface RevealItem extends ItemBase {
  type: "reveal";
  answer: Html;
  /** What a full answer mentions. */
  points: Html[];
}

export type Item =
  SingleItem | ChooseItem | StatementsItem | BuildListItem | MatchingItem | DropdownsItem | HotAreaItem | RevealItem;

export type ScoredItem = Exclude<Item, RevealItem>;

/** An item in both profiles; absent where it is not asked under that profile. */
export interface CompiledItem {
  id: string;
  objective: string;
  type: ItemType;
  profile: ItemProfile;
  chapter?: Item;
  azure?: Item;
}

/** What a learner entered. Every answer survives shuffling because it holds ids, never positions. */
export type Response =
  | { type: "single"; option: string }
  | { type: "choose"; options: string[] }
  | { type: "statements"; answers: Record<string, boolean> }
  | { type: "build-list"; steps: string[] }
  | { type: "matching"; tokens: Record<string, string> }
  | { type: "dropdowns"; choices: Record<string, string> }
  | { type: "hot-area"; places: string[] };

export type SelfMark = "missed" | "partly" | "got";
export type Confidence = "guess" | "think" | "certain";
