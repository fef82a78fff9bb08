import { JqSyntaxError, type Expression } from "../syntax.ts";
import type { Token } from "./tokens.ts";

/** Blocks within one another; more is a mistake in typing, not a program. */
const depthLimit = 200;

/** Words that name nothing, unless behind a dot or as a member. */
const keywords = new Set(
  "def if then elif else end as reduce foreach try catch label import include and or __loc__".split(" "),
);

/**
 * The rules that parse an expression inside a smaller one, as in brackets. They come with the cursor, so that the files of the
 * smaller rules need not import the files that import them.
 */
export interface Grammar {
  /** Parses a pipe, with commas, definitions and labels. */
  parsePipe(cursor: TokenCursor): Expression;
  /** Parses an expression without a comma or a pipe. */
  parseAlternative(cursor: TokenCursor): Expression;
  /** Parses a term and its suffixes. */
  parsePostfixTerm(cursor: TokenCursor): Expression;
}

/** A place among the tokens of a program, and how deep in its blocks that is. */
export class TokenCursor {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly grammar: Grammar,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Moves on by one token. */
  skip(): void {
    this.at++;
  }

  /** Parses the expression that begins here, up to the token that ends it. */
  expression(): Expression {
    return this.grammar.parsePipe(this);
  }

  /** Parses the expression that begins here, up to a comma, a pipe or the token that ends it. */
  expressionWithoutComma(): Expression {
    return this.grammar.parseAlternative(this);
  }

  /** Parses the term that begins here, with its suffixes. */
  term(): Expression {
    return this.grammar.parsePostfixTerm(this);
  }

  /** Parses one expression from here to the last token; an empty program is `.`. */
  program(): Expression {
    if (this.atEnd) return { kind: "identity" };
    const expression = this.expression();
    if (!this.atEnd) throw this.unexpected();
    return expression;
  }

  /** Returns a cursor at the first of other tokens, which are a program of their own. */
  over(tokens: readonly Token[]): TokenCursor {
    return new TokenCursor(tokens, this.grammar);
  }

  /** Reads what stands one block deeper. */
  deeper<T>(read: () => T): T {
    if (++this.depth > depthLimit) throw new JqSyntaxError("syntax error: nested too deeply");
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  /** The name of a function or of its parameter. */
  name(): string {
    const token = this.peek();
    if (token?.kind !== "word" || keywords.has(token.text)) throw this.unexpected();
    this.at++;
    return token.text;
  }

  /** The name of a variable, without its `$`. */
  variable(): string {
    const token = this.peek();
    if (token?.kind !== "variable") throw this.unexpected();
    this.at++;
    return token.text;
  }

  /** Takes one of these operators, if one is next. */
  takeOperator(among: ReadonlySet<string>): string | undefined {
    const token = this.peek();
    if (token?.kind !== "sign" || !among.has(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === "word" && token.text === word;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at++;
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected();
  }

  take(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.at++;
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected();
  }

  /** jq's words for a token that cannot stand where it does. */
  unexpected(): JqSyntaxError {
    const token = this.peek();
    if (!token) return new JqSyntaxError("syntax error, unexpected end of file (Unix shell quoting issues?)");
    const kinds: Record<string, string> = {
      number: "LITERAL",
      string: "QQSTRING_START",
      field: "FIELD",
      format: "FORMAT",
    };
    const word = token.kind === "word" ? (keywords.has(token.text) ? token.text : "IDENT") : `'${token.text}'`;
    return new JqSyntaxError(`syntax error, unexpected ${kinds[token.kind] ?? word} (Unix shell quoting issues?)`);
  }
}
