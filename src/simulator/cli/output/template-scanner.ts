import { controlEscapes } from "../control-escapes.ts";

const letterOrDigit = /^[_\p{L}\p{Nd}]$/u;
const unprintable = /^[\p{C}\p{Z}]$/u;

/** Returns true for what Go counts as part of an identifier: letters, digits and the underscore. */
export const isAlphanumeric = (char: string): boolean => letterOrDigit.test(char);

/** Names a character as Go's `%#U` does: `U+007D '}'`, without the quotes for one that can't be printed. */
export function unicodeName(char: string): string {
  const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return unprintable.test(char) && char !== " " ? code : `${code} '${char}'`;
}

const escapePattern = /\\(?:([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]?))/g;

/** Returns the text of a quoted string, quotes included in `quoted`; undefined for an escape that Go's strconv rejects. */
export function unquote(quoted: string): string | undefined {
  const quote = quoted[0] ?? "";
  let valid = true;
  const text = quoted
    .slice(1, -1)
    .replace(escapePattern, (_, octal?: string, byte?: string, short?: string, long?: string, char = "") => {
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
      const code = byte ?? short ?? long;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      const plain = char === quote ? quote : controlEscapes[char];
      valid &&= plain !== undefined;
      return plain ?? "";
    });
  return valid ? text : undefined;
}

/**
 * Reads the text of a template from the left, for the parsers of Go's text/template and of kubectl's JSONPath.
 *
 * The two languages share characters, quoted strings and the words of their errors, so those are here. They don't share a
 * grammar: text/template has tokens, pipelines, functions and nested blocks; JSONPath has paths that are read character by
 * character, and its `range` and `end` pair up only when it is evaluated. One parser for both would branch on the language in
 * every rule, so each has its own.
 */
export class TemplateScanner {
  position = 0;

  constructor(readonly text: string) {}

  /** Line of a position, counted from 1. */
  lineAt(position: number): number {
    return this.text.slice(0, position).split("\n").length;
  }

  /** The next character without reading it; empty at the end of the text. */
  peek(): string {
    const code = this.text.codePointAt(this.position);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  /** Reads one character; empty at the end of the text. */
  next(): string {
    const char = this.peek();
    this.position += char.length;
    return char;
  }

  startsWith(prefix: string): boolean {
    return this.text.startsWith(prefix, this.position);
  }

  /** Reads `prefix` if the text continues with it. */
  skip(prefix: string): boolean {
    if (!this.startsWith(prefix)) return false;
    this.position += prefix.length;
    return true;
  }

  /** Reads what a sticky pattern (`/…/y`) matches at this place; empty when it matches nothing. */
  match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.position += found.length;
    return found;
  }

  /** Reads up to `delimiter`, which stays unread, or to the end of the text. */
  textBefore(delimiter: string): string {
    const found = this.text.indexOf(delimiter, this.position);
    const end = found < 0 ? this.text.length : found;
    const text = this.text.slice(this.position, end);
    this.position = end;
    return text;
  }

  /**
   * Reads the rest of a string after its opening quote, and returns the string with both quotes. Undefined when the line or the
   * text ends first.
   */
  quotedRest(quote: string): string | undefined {
    const start = this.position - quote.length;
    for (;;) {
      const char = this.next();
      if (char === "" || char === "\n") return undefined;
      if (char === quote) return this.text.slice(start, this.position);
      if (char === "\\" && ["", "\n"].includes(this.next())) return undefined;
    }
  }
}
