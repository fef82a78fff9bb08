import { fromCode, toCode } from "./packing.ts";
import { completeLength, sealedFor } from "./sealing.ts";

/** How every pasted submission begins, in any version of the format: the first six bytes of its tag. */
const codeStart = toCode(new TextEncoder().encode("ACRSUB"));
/** Lines that are tried as parts of a code: more than the largest one has when a mail program wraps it. */
const mostLines = 20_000;

/** A code found in a text: its bytes, complete or not. */
export interface FoundCode {
  bytes: Uint8Array;
}

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

/**
 * Where a code ends isn't marked: the longest run of lines that is complete wins. Blank lines count as none, since HTML has some
 * between the lines of one code.
 */
function codeIn(passage: string): FoundCode | undefined {
  const lines: string[] = [];
  for (const line of passage.split(/\r?\n/)) {
    const [word = "", ...rest] = line.trim().split(/\s+/);
    if (word === "") continue;
    const run = /^[\w-]*/.exec(word)?.[0] ?? "";
    if (run === "" || lines.length === mostLines) break;
    lines.push(run);
    if (rest.length > 0 || run !== word) break;
  }
  const bytes = longestComplete(lines);
  if (bytes) return { bytes };
  const code = lines.join("");
  const cut = fromCode(code) ?? fromCode(lines[0] ?? "") ?? fromCode(code.slice(0, -1));
  return cut && { bytes: cut };
}

/** Returns the bytes of the most lines that are a complete code together; undefined when none are. */
function longestComplete(lines: readonly string[]): Uint8Array | undefined {
  const code = lines.join("");
  const bytes = fromCode(code.padEnd(4 * Math.ceil(code.length / 4), "A"));
  const known = bytes && sealedFor("submission", bytes);
  if (!known) return undefined;
  if (!known.ok && known.error.code === "newerVersion") return bytes;
  let characters = 0;
  const ends = lines.map((line) => bytesIn((characters += line.length)));
  const length = completeLength(bytes, ends);
  return length === undefined ? undefined : bytes.subarray(0, length);
}

/** Returns how many whole bytes so many characters of base64 hold. */
const bytesIn = (characters: number): number => Math.floor((characters * 3) / 4);
