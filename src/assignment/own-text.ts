import type { Html } from "../assessment/item.ts";

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Returns HTML of one line or paragraph of plain text: text in backticks becomes code, a line break stays one. */
export const inlineHtml = (text: string): Html =>
  text
    .trim()
    .split(/`([^`\n]+)`/)
    .map((part, at) => (at % 2 === 1 ? `<code>${escapeText(part)}</code>` : escapeText(part).replaceAll("\n", "<br>")))
    .join("");

/** Returns HTML of plain text whose paragraphs are separated by blank lines. */
export const blockHtml = (text: string): Html =>
  text
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => `<p>${inlineHtml(paragraph)}</p>`)
    .join("");
