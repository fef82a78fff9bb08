/**
 * The item as the app plays it: compiled for one rule profile, prose already HTML.
 * The authored form (YAML, Markdown, both profiles) and its schema are in `content/build/`.
 */

/** The two sets of rules a fact, an item or an attempt is stated under. */
export type Profile = "chapter" | "azure";

/** How an item depends on the profile: the same under both, asked under one only, or keyed for each. */
export type ItemProfile = "both" | "chapter" | "azure" | "twin";

/** Every type of question, in the order in which forms and filters list them. */
export const itemTypes = [
  "single",
  "choose",
  "statements",
  "build-list",
  "matching",
  "dropdowns",
  "hot-area",
  "series",
  "command",
  "reveal",
] as const;
export type ItemType = (typeof itemTypes)[number];

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

/** A situation with its goal, repeated on the screen of each proposed solution of a series. */
export interface SeriesSet {
  id: string;
  title: string;
  situation: Html;
  goal: Html;
}

/** What the questions of a case study are about, in tabs. */
export interface CaseStudy {
  id: string;
  title: string;
  tabs: { id: CaseTab; title: string; html: Html }[];
}

export type CaseTab = "overview" | "environment" | "requirements" | "problem";

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
  /** The case study that the question belongs to; it's answered with the case beside it. */
  case?: CaseStudy;
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

/** One proposed solution of a series: does it meet the goal? The stem is the proposal. */
export interface SeriesItem extends ItemBase {
  type: "series";
  series: SeriesSet;
  /** Whether the proposed solution meets the goal. */
  answer: boolean;
  rationale: Html;
  misconception?: string;
}

/** What has to hold in the environment, checked after each command. */
export interface CommandGoal {
  id: string;
  /** The sentence that the learner sees. */
  html: Html;
  /** An expression over the environment; its terms are in content/TERMS.md. */
  test: string;
}

/** Graded by what the commands do in the simulator, not by their text. One point for each goal. */
export interface CommandItem extends ItemBase {
  type: "command";
  /** Id of the starting environment. */
  template: string;
  /** Command lines that run in it before the learner begins. */
  setup: string[];
  goals: CommandGoal[];
  /** Each a list of command lines that meets every goal; the first is the one to show. */
  solutions: string[][];
  /** Why the solution meets the goals. */
  rationale: Html;
  /** Command lines that look right and leave a goal unmet. */
  wrong: { id: string; commands: string[]; rationale: Html; misconception?: string }[];
}

/** Never scored: the learner marks themself missed, partly or got. */
export interface RevealItem extends ItemBase {
  type: "reveal";
  answer: Html;
  /** What a full answer mentions. */
  points: Html[];
}

export type Item =
  | SingleItem
  | ChooseItem
  | StatementsItem
  | BuildListItem
  | MatchingItem
  | DropdownsItem
  | HotAreaItem
  | SeriesItem
  | CommandItem
  | RevealItem;

export type ScoredItem = Exclude<Item, RevealItem>;

/** An item in both profiles; absent where it is not asked under that profile. */
export interface CompiledItem {
  id: string;
  objective: string;
  type: ItemType;
  profile: ItemProfile;
  /** `check`: asked inside a section only, never drawn. */
  pool?: "check";
  /** Id of the series or the case study that it belongs to. */
  series?: string;
  case?: string;
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
  | { type: "hot-area"; places: string[] }
  /** Null while neither answer is chosen. */
  | { type: "series"; meetsGoal: boolean | null }
  /** The lines entered, and the ids of the goals that were met after the last one, so that scoring needs no simulator. */
  | { type: "command"; commands: string[]; met: string[] };

export type SelfMark = "missed" | "partly" | "got";
export type Confidence = "guess" | "think" | "certain";
