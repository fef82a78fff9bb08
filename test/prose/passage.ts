/**
 * Where a passage is read: `ui` on the app's screens, `content` in what is taught, `docs` in README files, `code` in
 * comments, `tests` in test titles.
 */
export type Area = "ui" | "content" | "docs" | "code" | "tests";

/** What a passage is; rules can apply to some kinds only. */
export type Kind = "text" | "heading" | "label" | "hint" | "rationale" | "comment" | "title" | "summary";

/** A text that a person reads, with its place in the repository. */
export interface Passage {
  file: string;
  /** Line of the first character of `text`, from 1. */
  line: number;
  area: Area;
  kind: Kind;
  /** As written, newlines included; what isn't prose (code, links, citations) is masked character by character. */
  text: string;
}

/** Stands for one character that isn't prose. No rule's word can match it. */
export const masked = "\uFFFC";

/** Replaces every match of a pattern by a mask of the same length, newlines kept. */
export const mask = (text: string, pattern: RegExp): string =>
  text.replaceAll(pattern, (found) => found.replaceAll(/[^\n]/g, masked));

/** Line of a passage's character at `offset`. */
export const lineAt = ({ line, text }: Passage, offset: number): number =>
  line + (text.slice(0, offset).match(/\n/g)?.length ?? 0);

/** Masks what our Markdown holds besides prose: code, citations, link targets, ids and the marks of the profiles. */
export function maskMarkdown(text: string): string {
  const patterns = [
    /`[^`\n]*`/g,
    /\{\{[^}]*\}\}/g,
    /\{#[^}]*\}/g,
    /(?<=\])\([^()\s]*\)/g,
    /\[\[[a-z0-9-]+\]\]/g,
    /\[\[chapter:/g,
    /\\?\|\s*azure:/g,
    /https?:\/\/[^\s)>\]]+/g,
  ];
  return patterns.reduce(mask, text).replaceAll(/\*\*|(?<![\w*])[*_](?=\w)|(?<=[\w.,;:!?])[*_](?![\w*])/g, "");
}
