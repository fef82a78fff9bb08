import { JqSyntaxError } from "../syntax.ts";

export interface Token {
  kind: "number" | "string" | "format" | "variable" | "field" | "word" | "sign";
  text: string;
  /** Of a string: texts, and the tokens of what is interpolated. */
  segments?: (string | Token[])[];
}

const signs = [
  "?//=",
  "//=",
  "|=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "==",
  "!=",
  "<=",
  ">=",
  "//",
  "..",
  "|",
  ",",
  ".",
  "[",
  "]",
  "(",
  ")",
  "{",
  "}",
  ":",
  ";",
  "=",
  "<",
  ">",
  "+",
  "-",
  "*",
  "/",
  "%",
  "?",
];

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "/": "/", "\\": "\\", '"': '"' };

class Reader {
  at = 0;
  private depth = 0;

  constructor(readonly source: string) {}

  /** Tokens up to the end, or up to the bracket that closes an interpolation. */
  tokens(closing: boolean): Token[] {
    if (++this.depth > 50) throw new JqSyntaxError("syntax error: nested too deeply");
    const found: Token[] = [];
    let open = 0;
    for (;;) {
      const rest = this.source.slice(this.at);
      const blank = /^(\s+|#[^\n]*)/.exec(rest)?.[0];
      if (blank !== undefined) {
        this.at += blank.length;
        continue;
      }
      if (rest === "") {
        if (closing) throw new JqSyntaxError("syntax error, unexpected end of file (Unix shell quoting issues?)");
        break;
      }
      if (closing && rest[0] === ")" && open === 0) {
        this.at++;
        break;
      }
      const token = this.token(rest, found.at(-1));
      if (token.kind === "sign" && token.text === "(") open++;
      if (token.kind === "sign" && token.text === ")") open--;
      found.push(token);
    }
    this.depth--;
    return found;
  }

  private token(rest: string, before: Token | undefined): Token {
    const take = (kind: Token["kind"], whole: string, text = whole): Token => {
      this.at += whole.length;
      return { kind, text };
    };
    if (rest[0] === '"') return this.string();
    const number = /^(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/.exec(rest)?.[0];
    if (number !== undefined && !(number.startsWith(".") && before?.kind === "word")) return take("number", number);
    const field = /^\.([A-Za-z_]\w*)/.exec(rest);
    if (field) return take("field", field[0], field[1]);
    const variable = /^\$\s*((?:[A-Za-z_]\w*::)*[A-Za-z_]\w*)/.exec(rest);
    if (variable) return take("variable", variable[0], variable[1]);
    const format = /^@[A-Za-z0-9]+/.exec(rest)?.[0];
    if (format !== undefined) return take("format", format);
    const word = /^(?:[A-Za-z_]\w*::)*[A-Za-z_]\w*/.exec(rest)?.[0];
    if (word !== undefined) return take("word", word);
    const sign = signs.find((candidate) => rest.startsWith(candidate));
    if (sign === undefined) {
      throw new JqSyntaxError("syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?)");
    }
    return take("sign", sign);
  }

  private string(): Token {
    const segments: (string | Token[])[] = [];
    let text = "";
    this.at++;
    for (;;) {
      const char = this.source[this.at];
      if (char === undefined) {
        throw new JqSyntaxError("syntax error, unexpected end of file, expecting QQSTRING_TEXT or QQSTRING_END");
      }
      this.at++;
      if (char === '"') break;
      if (char !== "\\") {
        text += char;
        continue;
      }
      const next = this.source[this.at++] ?? "";
      if (next === "(") {
        segments.push(text, this.tokens(true));
        text = "";
      } else if (next === "u") {
        const code = /^[0-9a-fA-F]{4}/.exec(this.source.slice(this.at))?.[0];
        if (code === undefined) throw new JqSyntaxError("invalid \\uXXXX escape");
        this.at += 4;
        text += String.fromCharCode(Number.parseInt(code, 16));
      } else {
        const escape = escapes[next];
        if (escape === undefined) throw new JqSyntaxError("syntax error: invalid escape in a string");
        text += escape;
      }
    }
    segments.push(text);
    return { kind: "string", text: "", segments: segments.filter((part, at) => part !== "" || at === 0) };
  }
}

export const readTokens = (source: string): Token[] => new Reader(source).tokens(false);
