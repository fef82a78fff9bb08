import type { About, Guide, Heading } from "../content.ts";
import { renderer, type Context } from "./context.ts";
import { escapeHtml, markdownParser, plainText } from "./markdown.ts";
import { headingHtml, headingLine, readCaption, tableHtml, type Caption } from "./reading-blocks.ts";
import { longDate } from "./section-blocks.ts";
import { splitPieces } from "./section-source.ts";

/** A guide as read from disk, before rendering. */
export interface GuideFile {
  file: string;
  front: { id: string; title: string; lead: string; order: number; date: string };
  body: string;
  bodyLine: number;
}

/** A guide with what only the build needs. */
export interface CompiledGuide extends Guide {
  /** Plain words under each heading, for search; the first entry comes before any heading. */
  texts: { heading: Heading | undefined; text: string }[];
}

/** Returns the paragraph that says where to write to about this site. */
const contactHtml = ({ contact }: Pick<About, "contact">): string =>
  contact === undefined
    ? "<p>This copy of Drydock names no contact. Ask whoever gave you its address.</p>"
    : `<p>Contact: <a href="${escapeHtml(contact)}" rel="noreferrer">${escapeHtml(contact.replace(/^mailto:/, ""))}</a></p>`;

/**
 * Renders a guide for instructors: headings with ids, paragraphs, lists, tables after a `::caption` line, `:::note`, and `::contact`.
 * Reports anything else, and links that lead nowhere.
 */
export function compileGuide(source: GuideFile, context: Context, about: Pick<About, "contact">): CompiledGuide {
  const { file, front } = source;
  const problem = (line: number, message: string) => context.problems.add(file, line, message);
  const { rendering, blocks, inline } = renderer(context, file, "dual", true);
  const headings: Heading[] = [];
  const texts: CompiledGuide["texts"] = [{ heading: undefined, text: front.lead }];
  const ids = new Set<string>();
  const html: string[] = [];
  let caption: Caption | undefined;

  const freshId = (id: string): string => {
    let fresh = id;
    for (let count = 2; ids.has(fresh); count++) fresh = `${id}-${count}`;
    ids.add(fresh);
    return fresh;
  };
  const add = (rendered: string) => {
    const last = texts.at(-1);
    if (last) last.text += ` ${plainText(rendered)}`;
    html.push(rendered.trim());
  };
  const addHeading = (level: number, content: string, line: number) => {
    const [, , title = "", id = ""] = headingLine.exec(`${"#".repeat(level)} ${content}`) ?? [];
    if (id === "") return problem(line, "a heading of level 2 or 3 with an explicit {#id} is needed");
    if (ids.has(id)) problem(line, `duplicate heading #${id}`);
    ids.add(id);
    const inner = inline(title, line);
    const heading: Heading = { id, title: plainText(inner), level: level === 2 ? 2 : 3 };
    headings.push(heading);
    texts.push({ heading, text: "" });
    html.push(headingHtml(heading, inner));
  };

  const addMarkdown = (text: string, firstLine: number) => {
    const environment = { rendering, line: firstLine };
    const tokens = markdownParser.parse(text, environment);
    let depth = 0;
    let start = 0;
    for (const [index, token] of tokens.entries()) {
      depth += token.nesting;
      if (depth > 0) continue;
      const group = tokens.slice(start, index + 1);
      start = index + 1;
      const [opening, content] = group;
      const line = firstLine + (opening?.map?.[0] ?? 0);
      if (opening?.type === "heading_open") {
        addHeading(opening.markup.length, content?.content ?? "", line);
        continue;
      }
      const rendered = markdownParser.renderer.render(group, markdownParser.options, environment);
      if (opening?.type !== "table_open") add(rendered);
      else if (caption) {
        add(tableHtml(rendered, caption, freshId));
        caption = undefined;
      } else problem(line, "a table needs a `::caption id words` line before it");
    }
  };

  for (const piece of splitPieces(source.body, source.bodyLine, problem)) {
    if (piece.kind === "markdown") addMarkdown(piece.text, piece.line);
    else if (piece.kind === "container" && piece.name === "note") {
      add(`<div class="callout">${blocks(piece.text, piece.line + 1)}</div>`);
    } else if (piece.name === "caption") caption = readCaption(piece.args);
    else if (piece.name === "contact") add(contactHtml(about));
    else problem(piece.line, `unknown directive ${piece.kind === "leaf" ? "::" : ":::"}${piece.name}`);
  }
  return {
    id: front.id,
    title: front.title,
    lead: front.lead,
    date: front.date,
    dateText: longDate(front.date),
    headings,
    html: html.join("\n"),
    texts,
  };
}
