import { isAlphanumeric, TemplateScanner, unicodeName } from "./template-scanner.ts";

export type TokenKind =
  | "text"
  | "open"
  | "close"
  | "end"
  | "error"
  | "keyword"
  | "identifier"
  | "boolean"
  | "field"
  | "variable"
  | "number"
  | "string"
  | "rawString"
  | "character"
  | "punctuation";

/** A token of a template (Go, text/template/parse/lex.go). */
export interface Token {
  kind: TokenKind;
  /** As written, quotes included; for an error, its message. */
  text: string;
  /** Offset in the template, in characters. */
  position: number;
  line: number;
  /** Whether white space is before it, in the same action. `.A.B` is two fields without space. */
  spaced: boolean;
}

const [leftDelimiter, rightDelimiter, leftTrim, rightTrim] = ["{{", "}}", /-\s/y, /\s+-(?=\}\})/y] as const;

const keywords = new Set([
  ".",
  "block",
  "break",
  "continue",
  "define",
  "else",
  "end",
  "if",
  "nil",
  "range",
  "template",
  "with",
]);

const numberPattern =
  /[+-]?(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[0-9_]*)(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?i?/y;

/** A name ends before these, or before the delimiter that ends the action. */
const terminator = /^[\s.,|:)(]?$/;

/** Splits a template into tokens. An `error` token ends the list where the text can't be read further. */
export function tokenize(template: string): Token[] {
  const tokens: Token[] = [];
  const scanner = new TemplateScanner(template);
  let depth = 0;
  let spaced = false;

  const push = (kind: TokenKind, text: string, position: number): void => {
    tokens.push({ kind, text, position, line: scanner.lineAt(position), spaced });
    spaced = false;
  };
  /** Adds the error; returns false, as every reader does that can't go on. */
  const fail = (why: string): false => {
    push("error", why, scanner.position);
    return false;
  };
  const ended = (): boolean => terminator.test(scanner.peek()) || scanner.startsWith(rightDelimiter);

  function readName(start: number): boolean {
    const name = scanner.match(/[_\p{L}\p{Nd}]*/uy);
    if (!ended()) return fail(`bad character ${unicodeName(scanner.peek())}`);
    const text = template.slice(start, scanner.position);
    if (text.startsWith("$")) push("variable", text, start);
    else if (text.startsWith(".") && name !== "") push("field", text, start);
    else if (keywords.has(text)) push("keyword", text, start);
    else push(text === "true" || text === "false" ? "boolean" : "identifier", text, start);
    return true;
  }

  function readNumber(start: number): boolean {
    const isNumber = (): boolean => {
      scanner.match(numberPattern);
      if (!isAlphanumeric(scanner.peek())) return true;
      scanner.next();
      return false;
    };
    const complete =
      isNumber() && (!/^[+-]$/.test(scanner.peek()) || (isNumber() && template[scanner.position - 1] === "i"));
    const text = template.slice(start, scanner.position);
    if (!complete) return fail(`bad number syntax: ${JSON.stringify(text)}`);
    push("number", text, start);
    return true;
  }

  function readQuoted(quote: string, kind: TokenKind, name: string): boolean {
    const start = scanner.position - 1;
    const text = scanner.quotedRest(quote);
    if (text === undefined) return fail(`unterminated ${name}`);
    push(kind, text, start);
    return true;
  }

  function readRawString(start: number): boolean {
    scanner.textBefore("`");
    if (!scanner.skip("`")) return fail("unterminated raw quoted string");
    push("rawString", template.slice(start, scanner.position), start);
    return true;
  }

  /** Reads one token of an action. Returns false after an error. */
  function readToken(): boolean {
    const start = scanner.position;
    const char = scanner.next();
    const following = scanner.peek();
    if (char === "") return fail("unclosed action");
    if (char === '"') return readQuoted('"', "string", "quoted string");
    if (char === "'") return readQuoted("'", "character", "character constant");
    if (char === "`") return readRawString(start);
    if (char === "$" || (char === "." && !/^\d$/.test(following))) return readName(start);
    if (/^[.+\-\d]$/.test(char)) {
      scanner.position = start;
      return readNumber(start);
    }
    if (isAlphanumeric(char)) {
      scanner.position = start;
      return readName(start);
    }
    if (char === ":" && !scanner.skip("=")) return fail("expected :=");
    if (char === "(") depth++;
    if (char === ")" && --depth < 0) return fail("unexpected right paren");
    if (!/^[!-~]$/.test(char)) return fail(`unrecognized character in action: ${unicodeName(char)}`);
    push("punctuation", template.slice(start, scanner.position), start);
    return true;
  }

  /** Reads a comment, whose opening delimiter is read. Returns whether the text continues after it. */
  function readComment(): boolean {
    scanner.position += 2;
    scanner.textBefore("*/");
    if (!scanner.skip("*/")) return fail("unclosed comment");
    trimming = scanner.match(rightTrim) !== "";
    return scanner.skip(rightDelimiter) || fail("comment ends before closing delimiter");
  }

  /** Reads an action, whose opening delimiter is read. Returns false after an error. */
  function readAction(start: number): boolean {
    push("open", leftDelimiter, start);
    depth = 0;
    for (;;) {
      trimming = scanner.match(rightTrim) !== "";
      const end = scanner.position;
      if (scanner.skip(rightDelimiter)) {
        if (depth > 0) return fail("unclosed left paren");
        push("close", rightDelimiter, end);
        return true;
      }
      spaced = scanner.match(/\s+/y) !== "" || spaced;
      if (!scanner.startsWith(rightDelimiter) && !readToken()) return false;
    }
  }

  let trimming = false;
  for (;;) {
    const start = scanner.position;
    let text = scanner.textBefore(leftDelimiter);
    if (trimming) text = text.trimStart();
    trimming = false;
    const open = scanner.position;
    const opened = scanner.skip(leftDelimiter);
    if (opened && scanner.match(leftTrim) !== "") text = text.trimEnd();
    if (text !== "") push("text", text, start);
    if (!opened) break;
    if (!(scanner.startsWith("/*") ? readComment() : readAction(open))) return tokens;
  }
  push("end", "", scanner.position);
  return tokens;
}
