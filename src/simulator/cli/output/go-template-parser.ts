import { tokenize, type Token, type TokenKind } from "./go-template-tokens.ts";
import { characterOf, numberOf, stringOf, type ParseFault } from "./go-template-literals.ts";
import type { Node, Operand, Pipeline, Template } from "./go-template-syntax.ts";

type End = "end" | "else";

const operandKinds = new Set<TokenKind>([
  "boolean",
  "character",
  "field",
  "identifier",
  "number",
  "rawString",
  "string",
  "variable",
]);

/** How Go's errors show a token: text in quotes, cut off after ten characters, a keyword in angle brackets. */
function tokenText({ kind, text }: Token): string {
  if (kind === "end") return "EOF";
  if (kind === "error") return text;
  if (kind === "keyword") return `<${text}>`;
  return text.length > 10 ? `${JSON.stringify(text.slice(0, 10))}...` : JSON.stringify(text);
}

/**
 * Parses a template as Go's text/template does (parse/parse.go). Throws what `fault` makes for anything that isn't part of the
 * language, and for a function that `isFunction` doesn't know.
 */
export function parseTemplate(text: string, isFunction: (name: string) => boolean, fault: ParseFault): Template {
  const tokens = tokenize(text);
  const definitions = new Map<string, readonly Node[]>();
  let next = 0;
  let ranges = 0;
  /** The variables that exist at this place. */
  let variables = ["$"];

  const peek = (): Token => tokens[Math.min(next, tokens.length - 1)] as Token;
  const read = (): Token => {
    const token = peek();
    next++;
    return token;
  };
  const failed = (why: string): Error => fault(why, peek().line);
  const unexpected = (token: Token, context: string): Error =>
    fault(token.kind === "error" ? token.text : `unexpected ${tokenText(token)} in ${context}`, token.line);
  const isKeyword = (token: Token, ...words: string[]) => token.kind === "keyword" && words.includes(token.text);
  const isPunctuation = (token: Token, char: string) => token.kind === "punctuation" && token.text === char;
  const close = (context: string): void => {
    const token = read();
    if (token.kind !== "close") throw unexpected(token, context);
  };

  /** Reads a value without the fields after it; undefined, with nothing read, when there is none. */
  function term(): Operand | undefined {
    const token = peek();
    if (isKeyword(token, ".", "nil")) {
      next++;
      return token.text === "nil" ? { kind: "value", value: null } : { kind: "path", variable: undefined, fields: [] };
    }
    if (isPunctuation(token, "(")) {
      next++;
      const inner = pipeline("parenthesized pipeline", (end) => isPunctuation(end, ")"));
      next++;
      return { kind: "group", pipeline: inner };
    }
    if (!operandKinds.has(token.kind)) return undefined;
    next++;
    switch (token.kind) {
      case "identifier":
        if (!isFunction(token.text)) throw fault(`function ${JSON.stringify(token.text)} not defined`, token.line);
        return { kind: "function", name: token.text };
      case "variable":
        if (!variables.includes(token.text)) throw fault(`undefined variable "${token.text}"`, token.line);
        return { kind: "path", variable: token.text, fields: [] };
      case "field":
        return { kind: "path", variable: undefined, fields: [token.text.slice(1)] };
      case "boolean":
        return { kind: "value", value: token.text === "true" };
      case "number":
        return { kind: "value", value: numberOf(token, fault) };
      case "character":
        return { kind: "value", value: characterOf(token, fault) };
      default:
        return { kind: "value", value: stringOf(token, fault) };
    }
  }

  function operand(): Operand | undefined {
    const first = peek();
    const value = term();
    if (!value) return undefined;
    const fields: string[] = [];
    while (peek().kind === "field" && !peek().spaced) fields.push(read().text.slice(1));
    if (fields.length === 0) return value;
    if (value.kind === "value" || isKeyword(first, ".")) {
      throw failed(`unexpected . after term ${JSON.stringify(first.text)}`);
    }
    if (value.kind === "path") return { ...value, fields: [...value.fields, ...fields] };
    return { kind: "chain", operand: value, fields };
  }

  function command(): Operand[] {
    const operands: Operand[] = [];
    for (;;) {
      const value = operand();
      if (value) operands.push(value);
      const token = peek();
      if (value && token.spaced) continue;
      if (isPunctuation(token, "|")) next++;
      else if (token.kind !== "close" && !isPunctuation(token, ")")) throw unexpected(token, "operand");
      return operands;
    }
  }

  /** Reads `$x :=`, `$x =` or, in a range, `$key, $value :=` at the beginning of a pipeline. */
  function declarations(context: string): Pick<Pipeline, "variables" | "declares"> {
    const declared: string[] = [];
    for (;;) {
      const [variable, operator] = [peek(), tokens[next + 1]];
      if (variable.kind !== "variable" || operator?.kind !== "punctuation")
        return { variables: declared, declares: false };
      if (operator.text === ":=" || operator.text === "=") {
        next += 2;
        declared.push(variable.text);
        variables.push(...declared);
        return { variables: declared, declares: operator.text === ":=" };
      }
      if (operator.text !== ",") return { variables: declared, declares: false };
      next += 2;
      declared.push(variable.text);
      if (context !== "range" || declared.length > 1) throw failed(`too many declarations in ${context}`);
      if (!["variable", "close"].includes(peek().kind) && !isPunctuation(peek(), ")")) {
        throw failed("range can only initialize variables");
      }
    }
  }

  /** Reads a pipeline up to the token that ends it, which stays unread. */
  function pipeline(context: string, isEnd: (token: Token) => boolean = ({ kind }) => kind === "close"): Pipeline {
    const declared = declarations(context);
    const commands: Operand[][] = [];
    for (;;) {
      const token = peek();
      if (isEnd(token)) break;
      const starts = operandKinds.has(token.kind) || isKeyword(token, ".", "nil") || isPunctuation(token, "(");
      if (!starts) throw unexpected(token, context);
      commands.push(command());
    }
    if (commands.length === 0) throw failed(`missing value for ${context}`);
    const inert = commands.findIndex(
      ([first], stage) =>
        stage > 0 &&
        (first?.kind === "value" || (first?.kind === "path" && !first.variable && first.fields.length === 0)),
    );
    if (inert > 0) throw failed(`non executable command in pipeline stage ${inert + 1}`);
    return { commands, ...declared };
  }

  /** Reads what follows `if`, `range` or `with`, up to and with its `end`. */
  function control(kind: "if" | "range" | "with"): Node {
    const outer = [...variables];
    const condition = pipeline(kind);
    next++;
    if (kind === "range") ranges++;
    const body = list();
    if (kind === "range") ranges--;
    const otherwise = body.end === "else" ? otherwiseOf(kind) : [];
    variables = outer;
    return { kind, pipeline: condition, body: body.nodes, otherwise };
  }

  function otherwiseOf(kind: "if" | "range" | "with"): Node[] {
    if (kind !== "range" && isKeyword(peek(), kind)) {
      next++;
      return [control(kind)];
    }
    const { nodes, end } = list();
    if (end !== "end") throw failed(`expected end; found {{${end}}}`);
    return nodes;
  }

  function templateName(context: string): string {
    const token = read();
    if (token.kind !== "string" && token.kind !== "rawString") throw unexpected(token, context);
    return stringOf(token, fault);
  }

  /** Reads the body of `define` or `block`, and keeps it under the template's name. */
  function define(name: string, context: string): void {
    close(context);
    const outer = variables;
    variables = ["$"];
    const { nodes, end } = list();
    if (end !== "end") throw failed(`unexpected {{${end}}} in ${context}`);
    variables = outer;
    definitions.set(name, nodes);
  }

  function invocation(kind: "template" | "block"): Node {
    const context = `${kind} clause`;
    const { position } = peek();
    const name = templateName(context);
    const argument = kind === "block" || peek().kind !== "close" ? pipeline(context) : undefined;
    const source = `{{template ${text.slice(position, peek().position).trim()}}}`;
    if (kind === "block") define(name, context);
    else close(context);
    return { kind: "template", name, pipeline: argument, position, source };
  }

  /** Reads the rest of an action, and the body it has; an `end` or `else` is returned by name. */
  function action(): Node | End {
    const token = peek();
    if (!isKeyword(token, "if", "range", "with", "end", "else", "break", "continue", "template", "block")) {
      const printed = pipeline("command");
      next++;
      return { kind: "print", pipeline: printed };
    }
    next++;
    const word = token.text as "if" | "range" | "with" | "break" | "continue" | "template" | "block" | End;
    switch (word) {
      case "if":
      case "range":
      case "with":
        return control(word);
      case "template":
      case "block":
        return invocation(word);
      case "break":
      case "continue":
        close(`{{${word}}}`);
        if (ranges === 0) throw failed(`{{${word}}} outside {{range}}`);
        return { kind: word };
      case "else":
        if (!isKeyword(peek(), "if", "with")) close(word);
        return word;
      case "end":
        close(word);
        return word;
    }
  }

  function textOrAction(): Node | End {
    const token = read();
    if (token.kind === "text") return { kind: "text", text: token.text };
    if (token.kind !== "open") throw unexpected(token, "input");
    return action();
  }

  /** Reads nodes up to and with the action that ends them. */
  function list(): { nodes: Node[]; end: End } {
    const nodes: Node[] = [];
    while (peek().kind !== "end") {
      const node = textOrAction();
      if (typeof node === "string") return { nodes, end: node };
      nodes.push(node);
    }
    throw failed("unexpected EOF");
  }

  const nodes: Node[] = [];
  while (peek().kind !== "end") {
    if (peek().kind === "open" && tokens[next + 1] && isKeyword(tokens[next + 1] as Token, "define")) {
      next += 2;
      define(templateName("define clause"), "define clause");
      continue;
    }
    const node = textOrAction();
    if (typeof node === "string") throw failed(`unexpected {{${node}}}`);
    nodes.push(node);
  }
  return { nodes, definitions };
}
