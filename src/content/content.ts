import type { Bloom, CompiledItem, Html, ItemType, Profile } from "../assessment/item.ts";
import type { NullMeaning, SkuName } from "./fact.ts";

/** What the build compiles from content/; the shapes of the `virtual:drydock/…` modules. */

export interface SectionSummary {
  id: string;
  title: string;
  objectives: string[];
  /** Reading time at 200 words a minute plus half a minute a check. */
  minutes: number;
  /** How many inline checks it has. */
  checks: number;
}

export interface Heading {
  id: string;
  title: string;
  level: 2 | 3;
}

/** A section ready to show. Links that stay inside start with `~/`, the site's root. */
export interface Section extends SectionSummary {
  lead: string;
  html: Html;
  headings: Heading[];
}

/** What the list of guides shows. */
export interface GuideSummary {
  id: string;
  title: string;
  lead: string;
}

/** A guide for instructors, ready to show. Links that stay inside start with `~/`, the site's root. */
export interface Guide extends GuideSummary {
  html: Html;
  headings: Heading[];
  /** ISO date of this version, and the same in words. */
  date: string;
  dateText: string;
}

export interface Objective {
  id: string;
  title: string;
  short: string;
  /** Ids of objectives whose questions are easily confused with these. */
  neighbors?: string[] | undefined;
  /** How many questions the scored bank has on it: its weight in an exam. */
  questions: number;
}

/** A wrong idea that questions refute. */
export interface Misconception {
  /** Code, such as M05. */
  id: string;
  wrong: Dual;
  right: Dual;
  /** Objectives of the questions that offer it, the most frequent first. */
  objectives: string[];
  /** Where the chapter explains it. */
  refs: { href: string; title: string }[];
}

export interface AssessmentBlueprint {
  id: string;
  title: string;
  lead: string;
  counts: Partial<Record<ItemType, number>>;
  /** How many solution series and case studies it has. */
  series?: number | undefined;
  caseStudies?: number | undefined;
  /** Questions of one of several types; the seed decides which. */
  either?: { types: ItemType[]; count: number }[] | undefined;
  /** Minutes allowed; a form without them isn't an exam. */
  minutes?: number | undefined;
  minimumObjectives: number;
  maximumPerObjective?: number | undefined;
  passMark: number;
  sameKeyOnly: boolean;
  feedback: "each" | "end";
}

/** The small part of the course that every screen needs. */
export interface CourseOutline {
  title: string;
  subject: string;
  quiz: string;
  passMark: number;
  unlocks: { assessment: string; title: string }[];
  sections: SectionSummary[];
  comparisons: { id: string; title: string }[];
  walkthroughs: { id: string; title: string; minutes: number; steps: number }[];
  assessments: AssessmentBlueprint[];
  /** Ids of items that are no longer asked. */
  retiredItems: string[];
}

/** Who made the course and under which terms. */
export interface About {
  author: string;
  /** Where to write about a mistake; set by whoever hosts the app. */
  contact?: string | undefined;
  licence: string;
  disclaimer: string;
}

/** Lead paragraphs by id, for the pages that list things; apart from the outline, which every page carries. */
export interface Leads {
  sections: Record<string, string>;
  comparisons: Record<string, Html>;
  walkthroughs: Record<string, Html>;
}

/** A text under both profiles. */
export type Dual = Record<Profile, Html>;

export interface ComparisonRow {
  id: string;
  title: Html;
  cells: Record<string, Dual>;
  /** Whether the columns say different things, per profile. */
  differs: Record<Profile, boolean>;
  /** Whether the profiles say different things. */
  disputed: boolean;
  /** Anchor on the facts page. */
  fact?: string;
  /** What its cells are measured in: rows with the same unit can be confused with each other. Absent for free text. */
  unit?: string;
  note?: Html;
}

/** Which tier a need asks for under one profile, or why none can be named. */
export type NeedAnswer = SkuName | NullMeaning;

/** A need of the tier picker: either an open gate or at least an amount. */
export interface Need {
  id: string;
  text: Html;
  /** Why a lower tier will not do, or what the profile says instead of naming a tier. */
  because: Dual;
  /** The cheapest SKU for the need; "none" when no SKU does; "silent" or "unpublished" when the profile doesn't say. */
  answer: Record<Profile, NeedAnswer>;
  /** Anchor on the facts page. */
  fact: string;
}

export interface Comparison {
  id: string;
  title: string;
  lead: Html;
  columns: { id: string; title: string }[];
  groups: { title: string; rows: ComparisonRow[] }[];
  needs: Need[];
  section?: { href: string; title: string };
}

/** A part of a command, as it is in it, and what it means. */
export interface CommandPart {
  part: string;
  text: Html;
  /** To be remembered: a learner who types the command alone is not told its value. */
  recall?: boolean;
}

export interface WalkthroughStep {
  id: string;
  title: string;
  text: Html;
  /** One command line per line. */
  command: string;
  options: CommandPart[];
  /** Other spellings of the options of its `az` commands: `-n` for `--name`. */
  spellings?: Record<string, string[]>;
  notice: Html[];
  predict?: { question: Html; choices: { html: Html; correct: boolean; why: Html }[] };
  refs: { href: string; title: string }[];
}

export interface Walkthrough {
  id: string;
  title: string;
  lead: Html;
  minutes: number;
  /** Starting environment of the sandbox in which its commands run. */
  start: string;
  before: Html;
  after: Html;
  next?: { id: string; title: string };
  section: { href: string; title: string };
  steps: WalkthroughStep[];
}

export interface SourceLink {
  title: string;
  url: string;
  /** ISO date it was read. */
  read: string;
  updated?: string;
}

/** The topics of the facts list, each a page of its own, with the names of the facts they hold. */
export type FactIndex = {
  id: string;
  title: string;
  rows: Pick<FactRow, "id" | "label" | "group" | "differs">[];
}[];

/** A fact, role or claim as the facts pages list it. */
export interface FactRow {
  /** Anchor on its page. */
  id: string;
  /** Id of the topic whose page holds it: `/facts/TOPIC/#ID`. */
  topic: string;
  kind: "sku" | "general" | "role" | "claim";
  group: string;
  label: string;
  /** What it says under each profile, as plain text. */
  chapter: string;
  azure: string;
  differs: boolean;
  notes: string[];
  sources: SourceLink[];
  /** ISO date of the newest source. */
  date: string;
  usedIn: { href: string; title: string }[];
  /** Present on claims. */
  verdict?: string;
}

export interface SearchEntry {
  id: string;
  kind: "section" | "heading" | "fact" | "comparison" | "walkthrough" | "command" | "page" | "item";
  title: string;
  /** Path below the root, with fragment. */
  href: string;
  text: string;
  /** Where it stands, e.g. the section's title. */
  place: string;
}

/** An item as the bank holds it, with what assembly looks at. */
export interface BankItem extends CompiledItem {
  bloom: Bloom;
  difficulty: number;
  status: "draft" | "pilot" | "live" | "retired";
}
