import { createHash } from "node:crypto";

/** A piece of a section: plain Markdown, a directive on one line, or a directive around text. */
export type Piece =
  | { kind: "markdown"; text: string; line: number }
  | { kind: "leaf"; name: string; args: string; line: number }
  | { kind: "container"; name: string; args: string; text: string; line: number };

const leaf = /^::([a-z]+)(?:\s+(.*))?$/;
const container = /^:::([a-z]+)(?:\s+(.*))?$/;

/** Splits a body into pieces; `firstLine` is the line of the body's first line in its file. */
export function splitPieces(
  body: string,
  firstLine: number,
  problem: (line: number, message: string) => void,
): Piece[] {
  const pieces: Piece[] = [];
  let buffer: string[] = [];
  let bufferLine = firstLine;
  let fenced = false;
  let open: { name: string; args: string; line: number; text: string[] } | undefined;
  const flush = () => {
    if (buffer.some((line) => line.trim() !== "")) {
      pieces.push({ kind: "markdown", text: buffer.join("\n"), line: bufferLine });
    }
    buffer = [];
  };
  body.split("\n").forEach((text, index) => {
    const line = firstLine + index;
    if (/^(```|~~~)/.test(text.trim())) fenced = !fenced;
    if (open) {
      if (text.trim() === ":::") {
        pieces.push({
          kind: "container",
          name: open.name,
          args: open.args,
          text: open.text.join("\n"),
          line: open.line,
        });
        open = undefined;
      } else open.text.push(text);
      return;
    }
    const opening = fenced ? null : container.exec(text.trim());
    const single = fenced || opening ? null : leaf.exec(text.trim());
    if (opening || single) flush();
    if (opening) open = { name: opening[1] ?? "", args: opening[2] ?? "", line, text: [] };
    else if (single) pieces.push({ kind: "leaf", name: single[1] ?? "", args: single[2] ?? "", line });
    else {
      if (buffer.length === 0) bufferLine = line;
      buffer.push(text);
    }
  });
  if (open) problem(open.line, `:::${open.name} is never closed by a line of three colons`);
  flush();
  return pieces;
}

/** `a b key=value title="two words"` as plain words and named values. */
export function readArgs(args: string): { words: string[]; named: Record<string, string> } {
  const words: string[] = [];
  const named: Record<string, string> = {};
  for (const match of args.matchAll(/([a-zA-Z]+)="([^"]*)"|([a-zA-Z]+)=(\S+)|(\S+)/g)) {
    const key = match[1] ?? match[3];
    if (key) named[key] = match[2] ?? match[4] ?? "";
    else if (match[5]) words.push(match[5]);
  }
  return { words, named };
}

/** The labeled parts of a container: `Chapter: …` up to the next label. */
export function readParts(
  text: string,
  labels: readonly string[],
): { labelled: Record<string, string>; unlabelled: string } {
  const labelled: Record<string, string> = {};
  let current = "";
  let unlabelled = "";
  for (const line of text.split("\n")) {
    const label = labels.find((word) => line.trimStart().startsWith(`${word}:`));
    if (label) {
      current = label;
      labelled[label] = line
        .trimStart()
        .slice(label.length + 1)
        .trim();
    } else if (current) labelled[current] = `${labelled[current]}\n${line.trim()}`.trim();
    else if (line.trim()) unlabelled += line;
  }
  return { labelled, unlabelled };
}

/** A short id from content, so that it stays when text around it moves. */
export const blockId = (text: string): string => `b-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`;

/** Letters and digits of a text joined by dashes. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Front-matter and body of a Markdown file, with the line the body starts on. */
export function splitFrontMatter(text: string): { front: string; body: string; bodyLine: number } | undefined {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!match) return undefined;
  return { front: match[1] ?? "", body: text.slice(match[0].length), bodyLine: match[0].split("\n").length };
}
