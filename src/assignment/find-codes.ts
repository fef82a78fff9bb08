import { fromCode, toCode } from "./packing.ts";
import { sealedFor } from "./sealing.ts";

/** How every pasted submission begins, in any version of the format: the first six bytes of its tag. */
const codeStart = toCode(new TextEncoder().encode("ACRSUB"));
/** More lines than this are tried only as a whole. */
const mostLines = 200;

/** A code found in a text: its bytes, complete or not. */
export interface FoundCode {
  bytes: Uint8Array;
}

const isComplete = (bytes: Uint8Array): boolean => {
  const read = sealedFor("submission", bytes);
  return read.ok || read.error.code === "newerVersion";
};

/**
 * Finds pasted submissions in a text: several, with other words around them, wrapped by an email program, quoted, or in HTML.
 * A code that is cut off is returned as far as it goes, so that the caller can say so.
 */
export function findCodes(text: string): FoundCode[] {
  const plain = text
    .replaceAll(/<br\s*\/?>/gi, "\n")
    .replaceAll(/<[^<>]{0,2000}>/g, "\n")
    .replaceAll(/^[ \t]*(?:>[ \t]?)+/gm, "");
  const starts = [...plain.matchAll(new RegExp(`(?<![\\w-])${codeStart}`, "g"))].map(({ index }) => index);
  return starts.flatMap((start, at) => {
    const found = codeIn(plain.slice(start, starts[at + 1]));
    return found ? [found] : [];
  });
}

/** Where a code ends isn't marked: the longest run of lines that is complete wins, from one line to all up to a blank line. */
function codeIn(passage: string): FoundCode | undefined {
  const lines: string[] = [];
  for (const line of passage.split(/\r?\n/)) {
    const [word = "", ...rest] = line.trim().split(/\s+/);
    const run = /^[\w-]*/.exec(word)?.[0] ?? "";
    if (run === "") break;
    lines.push(run);
    if (rest.length > 0 || run !== word) break;
  }
  const joined = (count: number) => fromCode(lines.slice(0, count).join(""));
  const tried = lines.length > mostLines ? [lines.length, 1] : lines.map((_, at) => lines.length - at);
  for (const count of tried) {
    const bytes = joined(count);
    if (bytes && isComplete(bytes)) return { bytes };
  }
  const cut = joined(lines.length) ?? joined(1) ?? fromCode(lines.join("").slice(0, -1));
  return cut && { bytes: cut };
}
