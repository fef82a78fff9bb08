import { byteLimit, fieldLimit, tooMuch } from "./control.ts";
import { escapePattern } from "./glob.ts";

/** A piece of an expanded word. Unquoted results of expansions are `split` at blanks; `quoted` text is never a pattern. */
export interface Piece {
  text: string;
  quoted: boolean;
  split: boolean;
  /** Ends the field, between the arguments of "$@". */
  end?: boolean;
}

export const unquoted = (text: string): Piece => ({ text, quoted: false, split: false });

/** Words hold no NUL, as in a real process. */
export const quoted = (text: string): Piece => ({ text: text.replaceAll("\0", ""), quoted: true, split: false });

export const joined = (pieces: readonly Piece[]): string => {
  const text = pieces.map((piece) => (piece.end ? `${piece.text} ` : piece.text)).join("");
  return text.length > byteLimit ? tooMuch("word") : text;
};

/** Joins pieces to fields; unquoted results are split where the separators stand. */
export function splitWords(pieces: readonly Piece[], separators: string): { pattern: string }[] {
  const fields: { pattern: string }[] = [];
  let open: { pattern: string } | undefined;
  const add = (pattern: string) => {
    open ??= { pattern: "" };
    open.pattern += pattern;
  };
  const close = () => {
    if (open) fields.push(open);
    if (fields.length > fieldLimit) tooMuch("argument list");
    open = undefined;
  };
  const blanks = [...separators].filter((char) => /\s/.test(char)).join("");
  for (const { text, quoted: isQuoted, split: splits, end } of pieces) {
    if (!splits || separators === "") {
      if (isQuoted || text !== "") add(isQuoted ? escapePattern(text) : text);
    } else {
      // After one that is no blank, an empty field counts too: `a::b` under IFS=: is three.
      for (let at = 0; at < text.length;) {
        const char = text[at] ?? "";
        if (blanks.includes(char)) {
          close();
          at++;
        } else if (separators.includes(char)) {
          if (!open) add("");
          close();
          at++;
          while (at < text.length && blanks.includes(text[at] ?? "")) at++;
        } else {
          let stop = at;
          while (stop < text.length && !separators.includes(text[stop] ?? "")) stop++;
          add(text.slice(at, stop).replace(/\\/g, "\\\\"));
          at = stop;
        }
      }
    }
    if (end) close();
  }
  close();
  return fields;
}
