import type { Html } from "../../assessment/item.ts";
import { isDisputed } from "../fact.ts";
import { familyOfItem } from "../../assessment/item-id.ts";
import { comparisonTable } from "./comparison-table.ts";
import type { Comparison, Walkthrough } from "../content.ts";
import { renderer, teachClaims, type Context, type Use } from "./context.ts";
import { drawDiagram } from "./diagram.ts";
import { claimDate } from "./fact-table.ts";
import { dualHtml, escapeHtml, rootMarker } from "./markdown.ts";
import { readArgs, readParts, slug } from "./section-source.ts";

/** What the section compiler hands to a block: where it stands and what it may look up. */
export interface BlockPlace {
  context: Context;
  file: string;
  line: number;
  use: Use;
  comparisons: Map<string, Comparison>;
  walkthroughs: Map<string, Walkthrough>;
  /** Static form of an item, for readers without script. */
  itemHtml(id: string): Html | undefined;
  /** An id no other block of the section has. */
  freshId(id: string): string;
  /** Called with every inline check, in order. */
  check(id: string): void;
}

const months = "January February March April May June July August September October November December".split(" ");

/** "11 June 2026" from an ISO date. */
export const longDate = (iso: string): string => {
  const [year = "", month = "1", day = "1"] = iso.split("-");
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
};

const sourceLinks = (ids: readonly string[], context: Context): Html =>
  ids
    .map((id) => context.table.source.get(id))
    .filter((source) => source !== undefined)
    .map((source) => `<a href="${source.url}" rel="noreferrer">${escapeHtml(source.title)}</a>`)
    .join(" · ");

/** `:::reality claims… title="…"`: both positions, dated and sourced. */
function reality(place: BlockPlace, args: string, text: string): Html {
  const { context, file, line, use } = place;
  const { words, named } = readArgs(args);
  const { labelled, unlabelled } = readParts(text, ["Chapter", "Azure", "Exam"]);
  const facts = (named["facts"] ?? "").split(",").filter(Boolean);
  teachClaims(context, words, use, file, line);
  for (const id of facts) if (!context.table.facts.has(id)) context.problems.add(file, line, `unknown fact ${id}`);
  if (words.length + facts.length === 0) context.problems.add(file, line, "a reality check names claims or facts=");
  if (!labelled["Chapter"] || !labelled["Azure"]) {
    context.problems.add(file, line, "a reality check needs a Chapter: and an Azure: part");
  }
  if (unlabelled) context.problems.add(file, line, `text without a label in a reality check: ${unlabelled.trim()}`);
  const claims = words.map((id) => context.table.claim.get(id)).filter((claim) => claim !== undefined);
  const factSources = facts.flatMap((id) => context.table.facts.get(id)?.sources ?? []);
  const sources = [...new Set([...claims.flatMap((claim) => claim.sources), ...factSources])];
  const dates = [
    ...claims.map((claim) => claimDate(claim, context.table)),
    ...factSources.map((id) => context.table.source.get(id)?.read),
  ].filter((date) => date !== undefined);
  const newest = dates.sort().at(-1);
  if (!newest) context.problems.add(file, line, "a reality check needs a dated source");
  const chapter = renderer(context, file, "chapter", true, use);
  const azure = renderer(context, file, "azure", true, use);
  const id = place.freshId(`reality-${words[0] ?? facts[0] ?? line}`);
  const title = named["title"] ? `Reality check: ${named["title"]}` : "Reality check";
  const exam = labelled["Exam"] ? `<p>${chapter.inline(labelled["Exam"], line)}</p>` : "";
  return `<div class="reality" id="${id}" role="note" aria-label="${escapeHtml(title)}">
<header><span>${escapeHtml(title)}</span><span class="when">checked ${newest ? `<time datetime="${newest}">${longDate(newest)}</time>` : ""}</span></header>
<dl><div class="side-chapter"><dt>The chapter</dt><dd>${chapter.blocks(labelled["Chapter"] ?? "", line)}</dd></div>
<div class="side-azure"><dt>Azure today</dt><dd>${azure.blocks(labelled["Azure"] ?? "", line)}</dd></div></dl>
<footer>${exam}<p>Source: ${sourceLinks(sources, context)}</p></footer></div>`;
}

function misconception(place: BlockPlace, args: string): string[] {
  const { words, named } = readArgs(args);
  if (named["code"] && !/^M\d\d$/.test(named["code"])) {
    place.context.problems.add(place.file, place.line, `${named["code"]} is not a misconception code`);
  }
  teachClaims(place.context, words, place.use, place.file, place.line);
  return words;
}

/** `:::flip`: a mistake to judge before turning it over. */
function flip(place: BlockPlace, args: string, text: string): Html {
  const words = misconception(place, args);
  const { labelled } = readParts(text, ["Mistake", "Correct"]);
  if (!labelled["Mistake"] || !labelled["Correct"]) {
    place.context.problems.add(place.file, place.line, "a mistake card needs a Mistake: and a Correct: part");
  }
  const { inline, blocks } = renderer(place.context, place.file, "dual", true, place.use);
  const plain = renderer(place.context, place.file, "dual", false, place.use);
  return `<details class="flip" id="flip-${words[0] ?? place.line}">
<summary><span class="who">Mistake</span><q>${plain.inline(labelled["Mistake"] ?? "", place.line)}</q><span class="turn btn">Turn over</span><span class="who">Say what is wrong with it before you turn it.</span></summary>
<div class="turned">${blocks(labelled["Correct"] ?? "", place.line) || inline("", place.line)}</div></details>`;
}

/** `:::wrong`: a tempting answer, why people choose it, what holds. */
function wrong(place: BlockPlace, args: string, text: string): Html {
  const words = misconception(place, args);
  const { labelled } = readParts(text, ["Answer", "Why", "Right"]);
  for (const label of ["Answer", "Why", "Right"]) {
    if (!labelled[label]) place.context.problems.add(place.file, place.line, `a wrong answer needs a ${label}: part`);
  }
  const { inline } = renderer(place.context, place.file, "dual", true, place.use);
  return `<section class="tempting" id="wrong-${words[0] ?? place.line}">
<p class="claimed"><span class="tag wrong">Wrong</span> <q>${inline(labelled["Answer"] ?? "", place.line)}</q></p>
<dl><div><dt>Why people choose it</dt><dd>${inline(labelled["Why"] ?? "", place.line)}</dd></div>
<div><dt>What holds</dt><dd>${inline(labelled["Right"] ?? "", place.line)}</dd></div></dl></section>`;
}

function callout(kind: string) {
  return (place: BlockPlace, _args: string, text: string): Html =>
    `<div class="${kind}">${renderer(place.context, place.file, "dual", true, place.use).blocks(text, place.line + 1)}</div>`;
}

export const containers: Record<string, (place: BlockPlace, args: string, text: string) => Html> = {
  reality,
  flip,
  wrong,
  note: callout("callout"),
  takeaways: callout("takeaways"),
};

/** Claims of a comparison or reality check that need both positions shown. */
export const disputedClaims = (context: Context): string[] =>
  context.table.claims.filter(isDisputed).map((claim) => claim.id);

function figure(place: BlockPlace, args: string): Html {
  const { words } = readArgs(args);
  const diagram = place.context.index.diagrams.get(words[0] ?? "");
  if (!diagram) {
    place.context.problems.add(place.file, place.line, `unknown diagram ${words[0] ?? ""}`);
    return "";
  }
  const { svg, list } = drawDiagram(diagram);
  const items = list.map((line) => `<li>${escapeHtml(line)}</li>`).join("");
  return `<figure class="diagram" id="figure-${diagram.id}"><figcaption><strong>${escapeHtml(diagram.title)}</strong></figcaption>
<div class="drawing">${svg}</div><details class="equal"><summary>Description in words</summary><ol>${items}</ol></details></figure>`;
}

/**
 * `::check ID [after=OLD]`: a question in the text, by the id of an item of the pool `check` or of a live variant of a family.
 * OLD is the question that was asked here before: who answered that one needn't answer the new one to complete the section.
 */
function check(place: BlockPlace, args: string): Html {
  const { words, named } = readArgs(args);
  const id = words[0] ?? "";
  const former = named["after"];
  const body = place.itemHtml(id);
  if (body === undefined) {
    const next = familyOfItem(id) === undefined ? "" : "; choose a variant that isn't withdrawn";
    place.context.problems.add(place.file, place.line, `unknown item ${id}${next}`);
    return "";
  }
  if (former !== undefined && !place.context.index.items.has(former)) {
    place.context.problems.add(place.file, place.line, `unknown item ${former}`);
  }
  place.check(id);
  const after = former === undefined ? "" : ` data-after="${former}"`;
  return `<div class="check" id="check-${id.replaceAll("/", "-")}" data-check="${id}"${after} role="group" aria-label="Check yourself"><div class="check-static"><h3>Check yourself</h3>${body}</div></div>`;
}

function reveal(place: BlockPlace, args: string): Html {
  const id = readArgs(args).words[0] ?? "";
  const body = place.itemHtml(id);
  if (body === undefined) {
    place.context.problems.add(place.file, place.line, `unknown item ${id}`);
    return "";
  }
  return `<section class="reveal" id="reveal-${id}" data-reveal="${id}">${body}</section>`;
}

function table(place: BlockPlace, args: string): Html {
  const { words, named } = readArgs(args);
  const comparison = place.comparisons.get(words[0] ?? "");
  if (!comparison) {
    place.context.problems.add(place.file, place.line, `unknown comparison ${words[0] ?? ""}`);
    return "";
  }
  const rows = named["rows"]?.split(",");
  for (const row of rows ?? []) {
    if (!comparison.groups.some((group) => group.rows.some((known) => known.id === row))) {
      place.context.problems.add(place.file, place.line, `comparison ${comparison.id} has no row ${row}`);
    }
  }
  const id = place.freshId(`table-${named["title"] ? slug(named["title"]) : comparison.id}`);
  return comparisonTable(comparison, { rows, title: named["title"], id });
}

function walkthrough(place: BlockPlace, args: string): Html {
  const found = place.walkthroughs.get(readArgs(args).words[0] ?? "");
  if (!found) {
    place.context.problems.add(place.file, place.line, `unknown walkthrough ${args}`);
    return "";
  }
  const steps = found.steps
    .map((step) => `<li><a href="${rootMarker}walkthroughs/${found.id}/#${step.id}">${escapeHtml(step.title)}</a></li>`)
    .join("");
  return `<section class="inset" id="walkthrough-${slug(found.id)}"><p><strong>${escapeHtml(found.title)}</strong>, command by command · ${found.minutes} min</p><ol>${steps}</ol><p><a href="${rootMarker}walkthroughs/${found.id}/try/">Start in the terminal</a></p></section>`;
}

/** `::file NAME`: a text file of the learner's machine, shown as it is there. */
function file(place: BlockPlace, args: string): Html {
  const name = readArgs(args).words[0] ?? "";
  const text = place.context.startFiles[name];
  if (text === undefined) {
    place.context.problems.add(place.file, place.line, `no file ${name} in content/machine`);
    return "";
  }
  return `<figure class="command" id="${place.freshId(`file-${slug(name)}`)}"><figcaption><code>${escapeHtml(name)}</code></figcaption><pre tabindex="0"><code>${escapeHtml(text.trimEnd())}</code></pre><div class="bar"><button type="button" class="btn" data-copy>Copy</button></div></figure>`;
}

export const leaves: Record<string, (place: BlockPlace, args: string) => Html> = {
  figure,
  file,
  check,
  reveal,
  table,
  walkthrough,
};

export { dualHtml };
