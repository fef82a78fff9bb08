import type { Html } from "../../assessment/item.ts";
import type { Heading } from "../content.ts";
import { escapeHtml, plainText } from "./markdown.ts";
import { slug } from "./section-source.ts";

/** A heading of level 2 or 3 with its explicit id: level, words, id. */
export const headingLine = /^(#{2,3})\s+(.+?)\s*\{#([a-z0-9-]+)\}\s*$/;

/** Returns ids and titles of a text's headings, by a scan of its lines. */
export function scanHeadings(body: string): Map<string, string> {
  const headings = new Map<string, string>();
  for (const line of body.split("\n")) {
    const match = headingLine.exec(line);
    if (match) headings.set(match[3] ?? "", (match[2] ?? "").replaceAll(/[`*]/g, ""));
  }
  return headings;
}

/** Returns a heading with a link to itself; `inner` is its title as HTML. */
export const headingHtml = ({ id, title, level }: Heading, inner: Html): Html =>
  `<h${level} id="${id}" data-title="${escapeHtml(title)}">${inner} <a class="anchor" href="#${id}"><span aria-hidden="true">#</span><span class="visually-hidden">Link to ${escapeHtml(title)}</span></a></h${level}>`;

/** The id and the title of a `::caption id "words"` line. */
export interface Caption {
  id: string;
  title: string;
}

/** Reads the arguments of a `::caption` line. */
export function readCaption(args: string): Caption {
  const id = /^\s*(\S*)/.exec(args)?.[1] ?? "";
  return { id, title: args.trim().slice(id.length).trim().replaceAll(/^"|"$/g, "") };
}

/** Returns a rendered table as a figure that scrolls by itself; the first cell of each row is its header. */
export function tableHtml(rendered: Html, { id, title }: Caption, freshId: (id: string) => string): Html {
  const tableId = freshId(`table-${id}`);
  const rows = rendered.replaceAll(/<tr>\s*<td>([\s\S]*?)<\/td>/g, (_row, first: string) => {
    const rowId = freshId(`${tableId}-${slug(plainText(first))}`);
    return `<tr id="${rowId}"><th scope="row">${first}</th>`;
  });
  return `<figure class="figure" id="${tableId}"><figcaption><strong>${escapeHtml(title)}</strong></figcaption><div class="scroll" role="region" aria-label="${escapeHtml(title)}" tabindex="0">${rows.replaceAll("<th>", '<th scope="col">')}</div></figure>`;
}
