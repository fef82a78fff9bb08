import { readTokens, type Token } from "./tokens.ts";
import { JqSyntaxError, type Definition, type Expression, type Pattern } from "./syntax.ts";

const identity: Expression = { kind: "identity" };
const text = (value: string): Expression => ({ kind: "literal", value });

const assignments = new Set(["=", "|=", "+=", "-=", "*=", "/=", "%=", "//="]);
const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Blocks within one another; more is a mistake in typing, not a program. */
const depthLimit = 200;

/** Words that name nothing, unless behind a dot or as a member. */
const keywords = new Set(
  "def if then elif else end as reduce foreach try catch label import include and or __loc__".split(" "),
);

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    if (this.tokens.length === 0) return identity;
    const expression = this.pipe();
    if (this.at < this.tokens.length) throw this.unexpected();
    return expression;
  }

  /** Definitions only, as the prelude has them. */
  definitions(): Definition[] {
    const found: Definition[] = [];
    while (this.at < this.tokens.length) found.push(this.definition());
    return found;
  }

  private pipe(): Expression {
    if (++this.depth > depthLimit) throw new JqSyntaxError("syntax error: nested too deeply");
    try {
      if (this.isWord("def")) {
        const definition = this.definition();
        return { kind: "define", definition, body: this.pipe() };
      }
      if (this.takeWord("label")) {
        const name = this.variable();
        this.expect("|");
        return { kind: "label", name, body: this.pipe() };
      }
      const left = this.comma();
      return this.take("|") ? { kind: "pipe", left, right: this.pipe() } : left;
    } finally {
      this.depth--;
    }
  }

  private definition(): Definition {
    this.at++;
    const name = this.name();
    const params: string[] = [];
    if (this.take("(")) {
      do params.push(this.peek()?.kind === "variable" ? `$${this.variable()}` : this.name());
      while (this.take(";"));
      this.expect(")");
    }
    this.expect(":");
    const body = this.pipe();
    this.expect(";");
    return { name, params, body };
  }

  private comma(): Expression {
    let left = this.otherwise();
    while (this.take(",")) left = { kind: "comma", left, right: this.otherwise() };
    return left;
  }

  private otherwise(): Expression {
    const left = this.assignment();
    return this.take("//") ? { kind: "otherwise", left, right: this.otherwise() } : left;
  }

  private assignment(): Expression {
    const left = this.either();
    const operator = this.operator(assignments);
    if (operator === undefined) return left;
    return { kind: "assign", operator, left, right: this.otherwise() };
  }

  private either(): Expression {
    let left = this.both();
    while (this.takeWord("or")) left = { kind: "or", left, right: this.both() };
    return left;
  }

  private both(): Expression {
    let left = this.comparison();
    while (this.takeWord("and")) left = { kind: "and", left, right: this.comparison() };
    return left;
  }

  private comparison(): Expression {
    const left = this.sum();
    const operator = this.operator(comparisons);
    return operator === undefined ? left : { kind: "binary", operator, left, right: this.sum() };
  }

  private sum(): Expression {
    let left = this.product();
    for (let operator = this.operator(sums); operator !== undefined; operator = this.operator(sums)) {
      left = { kind: "binary", operator, left, right: this.product() };
    }
    return left;
  }

  private product(): Expression {
    let left = this.postfix();
    for (let operator = this.operator(products); operator !== undefined; operator = this.operator(products)) {
      left = { kind: "binary", operator, left, right: this.postfix() };
    }
    return left;
  }

  private postfix(): Expression {
    if (this.take("-")) return { kind: "negate", of: this.postfix() };
    const term = this.suffixes(this.term());
    if (!this.takeWord("as")) return term;
    const pattern = this.pattern();
    this.expect("|");
    return { kind: "bind", source: term, pattern, body: this.pipe() };
  }

  private suffixes(first: Expression): Expression {
    let term = first;
    for (;;) {
      const token = this.peek();
      if (token?.kind === "field") {
        this.at++;
        term = { kind: "index", of: term, by: text(token.text) };
      } else if (token?.text === "." && this.peek(1)?.kind === "string") {
        this.at++;
        term = { kind: "index", of: term, by: this.string(undefined) };
      } else if (token?.text === "." && this.peek(1)?.text === "[") this.at++;
      else if (this.take("?")) term = { kind: "try", body: term, catch: undefined };
      else if (this.take("[")) term = this.bracket(term);
      else return term;
    }
  }

  /** What stands in brackets behind a term. */
  private bracket(of: Expression): Expression {
    if (this.take("]")) return { kind: "iterate", of };
    if (this.take(":")) {
      const to = this.pipe();
      this.expect("]");
      return { kind: "slice", of, from: undefined, to };
    }
    const by = this.pipe();
    if (this.take(":")) {
      const to = this.peek()?.text === "]" ? undefined : this.pipe();
      this.expect("]");
      return { kind: "slice", of, from: by, to };
    }
    this.expect("]");
    return { kind: "index", of, by };
  }

  private term(): Expression {
    const token = this.peek();
    if (!token) throw new JqSyntaxError("syntax error, unexpected end of file");
    if (token.kind === "number") {
      this.at++;
      return { kind: "literal", value: Number(token.text) };
    }
    if (token.kind === "string") return this.string(undefined);
    if (token.kind === "format") {
      this.at++;
      return this.peek()?.kind === "string" ? this.string(token.text) : { kind: "format", name: token.text };
    }
    if (token.kind === "variable") return { kind: "variable", name: this.variable() };
    if (token.kind === "field") {
      this.at++;
      return { kind: "index", of: identity, by: text(token.text) };
    }
    if (token.kind === "word") return this.worded(token.text);
    if (this.take("..")) return { kind: "recurse" };
    if (this.take(".")) {
      return this.peek()?.kind === "string" ? { kind: "index", of: identity, by: this.string(undefined) } : identity;
    }
    if (this.take("(")) {
      const inside = this.pipe();
      this.expect(")");
      return inside;
    }
    if (this.take("[")) {
      if (this.take("]")) return { kind: "array", of: undefined };
      const of = this.pipe();
      this.expect("]");
      return { kind: "array", of };
    }
    if (this.take("{")) return this.object();
    throw this.unexpected();
  }

  private worded(word: string): Expression {
    switch (word) {
      case "if":
        this.at++;
        return this.conditional();
      case "try": {
        this.at++;
        const body = this.suffixes(this.term());
        return { kind: "try", body, catch: this.takeWord("catch") ? this.suffixes(this.term()) : undefined };
      }
      case "reduce": {
        const { source, pattern } = this.folded();
        const init = this.pipe();
        this.expect(";");
        const update = this.pipe();
        this.expect(")");
        return { kind: "reduce", source, pattern, init, update };
      }
      case "foreach": {
        const { source, pattern } = this.folded();
        const init = this.pipe();
        this.expect(";");
        const update = this.pipe();
        const extract = this.take(";") ? this.pipe() : undefined;
        this.expect(")");
        return { kind: "foreach", source, pattern, init, update, extract };
      }
      case "def": {
        const definition = this.definition();
        return { kind: "define", definition, body: this.pipe() };
      }
      case "break":
        this.at++;
        return { kind: "break", name: this.variable() };
      default:
        return this.call();
    }
  }

  private call(): Expression {
    const name = this.name();
    if (name === "null") return { kind: "literal", value: null };
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
    const args: Expression[] = [];
    if (this.take("(")) {
      do args.push(this.pipe());
      while (this.take(";"));
      this.expect(")");
    }
    return { kind: "call", name, args };
  }

  private folded(): { source: Expression; pattern: Pattern } {
    this.at++;
    const source = this.suffixes(this.term());
    if (!this.takeWord("as")) throw this.unexpected();
    const pattern = this.pattern();
    this.expect("(");
    return { source, pattern };
  }

  private conditional(): Expression {
    const test = this.pipe();
    if (!this.takeWord("then")) throw this.unexpected();
    const yes = this.pipe();
    let otherwise: Expression | undefined;
    if (this.takeWord("elif")) return { kind: "if", test, yes, no: this.conditional() };
    if (this.takeWord("else")) otherwise = this.pipe();
    if (!this.takeWord("end")) throw this.unexpected();
    return { kind: "if", test, yes, no: otherwise };
  }

  private object(): Expression {
    const entries: { key: Expression; value: Expression }[] = [];
    while (!this.take("}")) {
      if (entries.length > 0) this.expect(",");
      entries.push(this.member());
    }
    return { kind: "object", entries };
  }

  private member(): { key: Expression; value: Expression } {
    const token = this.peek();
    let key: Expression;
    let short: Expression | undefined;
    if (token?.kind === "variable") {
      const name = this.variable();
      key = text(name);
      short = { kind: "variable", name };
    } else if (token?.kind === "word" || token?.kind === "number") {
      this.at++;
      key = text(token.text);
      short = { kind: "index", of: identity, by: key };
    } else if (token?.kind === "string" || token?.kind === "format") {
      const format = token.kind === "format" ? (this.at++, token.text) : undefined;
      key = this.string(format);
      short = { kind: "index", of: identity, by: key };
    } else if (this.take("(")) {
      key = this.pipe();
      this.expect(")");
    } else throw this.unexpected();
    if (!this.take(":")) {
      if (!short) throw this.unexpected();
      return { key, value: short };
    }
    let value = this.memberValue();
    while (this.take("|")) value = { kind: "pipe", left: value, right: this.memberValue() };
    return { key, value };
  }

  /** A value within an object: no comma, which parts the members. */
  private memberValue(): Expression {
    return this.otherwise();
  }

  private pattern(): Pattern {
    if (this.peek()?.kind === "variable") return { kind: "name", name: this.variable() };
    if (this.take("[")) {
      const items: Pattern[] = [];
      do items.push(this.pattern());
      while (this.take(","));
      this.expect("]");
      return { kind: "list", items };
    }
    this.expect("{");
    const members: { key: Expression; name: string | undefined; pattern: Pattern | undefined }[] = [];
    do {
      const token = this.peek();
      let key: Expression;
      let name: string | undefined;
      if (token?.kind === "variable") {
        name = this.variable();
        key = text(name);
      } else if (token?.kind === "word") {
        this.at++;
        key = text(token.text);
      } else if (token?.kind === "string") key = this.string(undefined);
      else {
        this.expect("(");
        key = this.pipe();
        this.expect(")");
      }
      members.push({ key, name, pattern: this.take(":") ? this.pattern() : undefined });
    } while (this.take(","));
    this.expect("}");
    return { kind: "members", members };
  }

  private string(format: string | undefined): Expression {
    const token = this.peek();
    if (token?.kind !== "string") throw this.unexpected();
    this.at++;
    const parts = (token.parts ?? []).map((part) => (typeof part === "string" ? part : new Parser(part).whole()));
    const [only = ""] = parts;
    return parts.length <= 1 && typeof only === "string" ? text(only) : { kind: "text", parts, format };
  }

  private name(): string {
    const token = this.peek();
    if (token?.kind !== "word" || keywords.has(token.text)) throw this.unexpected();
    this.at++;
    return token.text;
  }

  private variable(): string {
    const token = this.peek();
    if (token?.kind !== "variable") throw this.unexpected();
    this.at++;
    return token.text;
  }

  private peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  private operator(among: ReadonlySet<string>): string | undefined {
    const token = this.peek();
    if (token?.kind !== "sign" || !among.has(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  private isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === "word" && token.text === word;
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at++;
    return true;
  }

  private take(sign: string): boolean {
    const token = this.peek();
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected();
  }

  private unexpected(): JqSyntaxError {
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

const sums = new Set(["+", "-"]);
const products = new Set(["*", "/", "%"]);

/** Parses a program; throws a JqSyntaxError when it is none. */
export const parseJq = (source: string): Expression => new Parser(readTokens(source)).whole();

export const parseDefinitions = (source: string): Definition[] => new Parser(readTokens(source)).definitions();
