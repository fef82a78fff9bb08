import { maskMarkdown, type Area, type Kind, type Passage } from "./passage.ts";

const tableRule = /^\s*\|?[\s:|-]+\|?\s*$/;

/** Passages of a Markdown file: front matter fields that are read, headings, paragraphs, list items and table cells. */
export function readMarkdown(file: string, source: string, area: Area): Passage[] {
  const passages: Passage[] = [];
  let paragraph: { line: number; lines: string[] } | undefined;
  const add = (line: number, kind: Kind, text: string) => {
    if (/[A-Za-z]/.test(text)) passages.push({ file, line, area, kind, text: maskMarkdown(text) });
  };
  const close = () => {
    if (paragraph) add(paragraph.line, "text", paragraph.lines.join("\n"));
    paragraph = undefined;
  };
  let inFront = source.startsWith("---\n");
  let inFence = false;
  source.split("\n").forEach((text, index) => {
    const line = index + 1;
    if (inFront) {
      if (index > 0 && text === "---") inFront = false;
      const field = /^(title|lead): *"?(.*?)"?$/.exec(text);
      if (field) add(line, field[1] === "title" ? "heading" : "text", field[2] ?? "");
      return;
    }
    if (/^\s*(```|~~~)/.test(text)) {
      close();
      inFence = !inFence;
      return;
    }
    if (inFence) return;
    const directive = /^:{2,}(\w*)\s*(.*)$/.exec(text);
    if (directive) {
      close();
      const title = /title="([^"]*)"/.exec(text)?.[1] ?? (directive[1] === "caption" ? directive[2] : undefined);
      if (title) add(line, "heading", title.replace(/^\S+ "?|"$/g, ""));
      return;
    }
    const heading = /^#{1,6} (.*)$/.exec(text);
    if (heading) {
      close();
      add(line, "heading", heading[1] ?? "");
    } else if (text.trim() === "" || /^\s*<\/?[a-z]/.test(text) || tableRule.test(text)) {
      close();
    } else if (text.trimStart().startsWith("|")) {
      close();
      for (const cell of text.split(/(?<!\\)\|/)) add(line, "label", cell.trim());
    } else if (/^\s*([-*]|\d+\.) /.test(text)) {
      close();
      paragraph = { line, lines: [text.replace(/^\s*([-*]|\d+\.) /, "")] };
    } else if (paragraph) {
      paragraph.lines.push(text);
    } else {
      paragraph = { line, lines: [text] };
    }
  });
  close();
  return passages;
}
