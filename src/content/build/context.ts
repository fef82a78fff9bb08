import type { Html } from "../../assessment/item.ts";
import type { AuthoredCase, AuthoredSeries } from "./content-schema.ts";
import type { Diagram } from "./diagram-types.ts";
import type { FactTable } from "./fact-table.ts";
import { factHref } from "./fact-topics.ts";
import { renderBlocks, renderInline, type Rendering, type Voice } from "./markdown.ts";
import type { Problems } from "./problems.ts";
import type { StartFiles } from "./start-files.ts";

/** Where something is taught or used, for the facts page and for claims. */
export interface Use {
  href: string;
  title: string;
}

/** Names of everything that can be linked to, known before anything is rendered. */
export interface Index {
  /** Section id → title and headings. */
  sections: Map<string, { title: string; headings: Map<string, string> }>;
  /** Guide id → title and headings. */
  guides: Map<string, { title: string; headings: Map<string, string> }>;
  comparisons: Map<string, string>;
  walkthroughs: Map<string, string>;
  items: Set<string>;
  diagrams: Map<string, Diagram>;
  /** Series and case studies that items may belong to. */
  series: Map<string, AuthoredSeries>;
  cases: Map<string, AuthoredCase>;
}

/** What the compilers of one build share. */
export interface Context {
  problems: Problems;
  table: FactTable;
  index: Index;
  /** Starting environments of the sandbox: id → name. */
  states: ReadonlyMap<string, string>;
  /** Files of the learner's machine, which sections can show. */
  startFiles: StartFiles;
  factUses: Map<string, Use[]>;
  claimUses: Map<string, Use[]>;
}

export function addUse(uses: Map<string, Use[]>, key: string, use: Use): void {
  const list = uses.get(key) ?? [];
  if (!list.some((known) => known.href === use.href)) uses.set(key, [...list, use]);
}

/** Screens that a text may link to as `page:ID`, below the root, with their titles. */
const pages: Record<string, string> = {
  learn: "The chapter",
  sandbox: "Sandbox",
  settings: "Settings",
  assign: "Assignments",
};

/** Path below the root of a link target such as `section:tiers#moving`. */
export function resolveTarget(
  target: string,
  { index, table }: Pick<Context, "index" | "table">,
): { href: string; title: string; external: boolean } | { message: string } {
  if (target.startsWith("https://")) return { href: target, title: target, external: true };
  const match = /^([a-z]+):([^#]+)(?:#(.+))?$/.exec(target);
  const [, kind, id = "", fragment] = match ?? [];
  if (kind === "section") {
    const section = index.sections.get(id);
    if (!section) return { message: `unknown section ${id}` };
    const heading = fragment === undefined ? undefined : section.headings.get(fragment);
    if (fragment !== undefined && heading === undefined)
      return { message: `section ${id} has no heading #${fragment}` };
    return { href: `learn/${id}/${fragment ? `#${fragment}` : ""}`, title: heading ?? section.title, external: false };
  }
  if (kind === "guide") {
    const guide = index.guides.get(id);
    if (!guide) return { message: `unknown guide ${id}` };
    const heading = fragment === undefined ? undefined : guide.headings.get(fragment);
    if (fragment !== undefined && heading === undefined) return { message: `guide ${id} has no heading #${fragment}` };
    return {
      href: `assign/guide/${id}/${fragment ? `#${fragment}` : ""}`,
      title: heading ?? guide.title,
      external: false,
    };
  }
  if (kind === "page") {
    const title = pages[id];
    return title === undefined
      ? { message: `unknown page ${id}` }
      : { href: `${id}/${fragment ? `#${fragment}` : ""}`, title, external: false };
  }
  if (kind === "compare") {
    const title = index.comparisons.get(id);
    return title
      ? { href: `compare/${id}/${fragment ? `#${fragment}` : ""}`, title, external: false }
      : { message: `unknown comparison ${id}` };
  }
  if (kind === "walkthrough") {
    const title = index.walkthroughs.get(id);
    return title
      ? { href: `walkthroughs/${id}/${fragment ? `#${fragment}` : ""}`, title, external: false }
      : { message: `unknown walkthrough ${id}` };
  }
  if (kind === "fact") {
    const fact = table.facts.get(id);
    return fact
      ? { href: factHref(table.topicOf, id), title: fact.label, external: false }
      : { message: `unknown fact ${id}` };
  }
  if (kind === "source") {
    const source = table.source.get(id);
    return source ? { href: source.url, title: source.title, external: true } : { message: `unknown source ${id}` };
  }
  return { message: `cannot link to ${target}` };
}

/** Renders Markdown of one place in one file; facts cited there are noted as used at `use`. */
export function renderer(context: Context, file: string, voice: Voice, linked: boolean, use?: Use) {
  const rendering: Rendering = {
    table: context.table,
    voice,
    linked,
    resolveLink: (target) => resolveTarget(target, context),
    cited: (fact) => {
      if (use) addUse(context.factUses, fact, use);
    },
    problem: (line, message) => context.problems.add(file, line, message),
  };
  return {
    rendering,
    inline: (text: string, line: number): Html => renderInline(text, rendering, line),
    blocks: (text: string, line: number): Html => renderBlocks(text, rendering, line),
  };
}

/** Marks a claim as taught at a place; reports claims that do not exist. */
export function teachClaims(context: Context, ids: readonly string[], use: Use, file: string, line: number): void {
  for (const id of ids) {
    if (context.table.claim.has(id)) addUse(context.claimUses, id, use);
    else context.problems.add(file, line, `unknown claim ${id}`);
  }
}
