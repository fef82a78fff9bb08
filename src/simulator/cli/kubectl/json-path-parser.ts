import { isAlphanumeric, TemplateScanner, unicodeName, unquote } from "../output/template-scanner.ts";

/** A step from values to values (kubectl's JSONPath, k8s.io/client-go/util/jsonpath). */
export type PathNode =
  | { kind: "literal"; value: string | number | boolean }
  | { kind: "field"; name: string }
  /** `.*`: the members of an object, the items of a list. */
  | { kind: "wildcard" }
  /** `..`: the values and everything below them. */
  | { kind: "recursive" }
  /** `[start:end:step]`. An index has no end and is `single`; `[*]` is the slice of everything. */
  | { kind: "slice"; start: number; end: number | undefined; step: number; single: boolean }
  /** `[0,2]` or `['a','b']`: what each of the paths finds. */
  | { kind: "union"; paths: PathNode[][] }
  /** `[?(@.a=="b")]`: the items for which the comparison is true, or for which `left` finds something. */
  | { kind: "filter"; left: PathNode[]; comparison: { operator: string; right: PathNode[] } | undefined }
  /** A word: `range` and `end`. Any other is an error when it is evaluated. */
  | { kind: "identifier"; name: string };

/** Text as it is, or the path of an action in braces. */
export type TemplatePiece = { text: string } | { path: PathNode[] };

const terminators = new Set([" ", "\t", "\r", "\n", "", ".", ",", "[", "]", "$", "@", "{", "}"]);

const slicePattern = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const comparisonPattern = /^([^!<>=]+)([!<>=]+)(.+?)$/;

/**
 * Parses a JSONPath template. Throws what `fault` makes, from kubectl's words, for what isn't part of the language: pipelines,
 * regular expressions, `||` and calculations, among others.
 */
export function parseJsonPath(template: string, fault: (why: string) => Error): TemplatePiece[] {
  const scanner = new TemplateScanner(template);

  /** Parses a path on its own, which another path contains. */
  function innerPath(text: string): PathNode[] {
    const [first] = parseJsonPath(`{${text}}`, fault);
    return first && "path" in first ? first.path : [];
  }

  function sliceOf(text: string): PathNode {
    const found = slicePattern.exec(text === "*" ? ":" : text);
    if (!found) throw fault(`invalid array index ${text}`);
    const [start, end, step] = found.slice(1).map((part: string | undefined) => {
      const digits = part?.replace(":", "") ?? "";
      if (digits === "") return undefined;
      if (!Number.isSafeInteger(Number(digits))) throw fault(`array index ${digits} is not a number`);
      return Number(digits);
    });
    return { kind: "slice", start: start ?? 0, end, step: step ?? 1, single: found[2] === undefined };
  }

  /** Reads `[…]`, whose opening bracket is read. */
  function selection(): PathNode[] {
    const text = scanner.match(/[^\]\n]*/y);
    if (!scanner.skip("]")) throw fault("unterminated array");
    const members = text.split(",");
    if (members.length > 1) return [{ kind: "union", paths: members.map((member) => innerPath(`[${member.trim()}]`)) }];
    const key = /^'([^']*)'$/.exec(text)?.[1];
    return key === undefined ? [sliceOf(text)] : innerPath(`.${key}`);
  }

  /** Reads `[?(…)]`, whose `[?(` is read. A bracket inside the first quoted string doesn't end it. */
  function filter(): PathNode {
    const start = scanner.position;
    let quote: string | undefined;
    let closed = false;
    for (;;) {
      const char = scanner.next();
      if (char === "" || char === "\n") throw fault("unterminated filter");
      if (quote === undefined && (char === '"' || char === "'")) quote = char;
      else if (char === quote && template[scanner.position - 2] !== "\\") closed = true;
      if (char === ")" && closed === (quote !== undefined)) break;
    }
    const text = template.slice(start, scanner.position - 1);
    if (!scanner.skip("]")) throw fault("unclosed array expect ]");
    const [, left, operator, right] = comparisonPattern.exec(text) ?? [];
    if (left === undefined || operator === undefined || right === undefined) {
      return { kind: "filter", left: innerPath(text), comparison: undefined };
    }
    return { kind: "filter", left: innerPath(left), comparison: { operator, right: innerPath(right) } };
  }

  function quoted(quote: string): PathNode {
    const text = scanner.quotedRest(quote);
    if (text === undefined) throw fault("unterminated quoted string");
    const value = unquote(text);
    if (value === undefined) throw fault(`unquote string ${text} error invalid syntax`);
    return { kind: "literal", value };
  }

  /** Reads the name after a dot; a backslash takes the next character into it. */
  function field(): PathNode {
    let name = "";
    while (!terminators.has(scanner.peek())) {
      const char = scanner.next();
      name += char === "\\" ? scanner.next() : char;
    }
    return name === "*" ? { kind: "wildcard" } : { kind: "field", name };
  }

  function number(): PathNode {
    const text = scanner.match(/[+-]?[\d.]*/y);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw fault(`cannot parse number ${text}`);
    return { kind: "literal", value: Number(text) };
  }

  function identifier(): PathNode {
    let name = "";
    while (!terminators.has(scanner.peek())) name += scanner.next();
    return name === "true" || name === "false"
      ? { kind: "literal", value: name === "true" }
      : { kind: "identifier", name };
  }

  /** Reads the steps at this place: none for what only separates them. */
  function steps(previous: PathNode | undefined): PathNode[] {
    if (scanner.skip("[?(")) return [filter()];
    if (scanner.skip("..")) {
      if (previous?.kind === "recursive") throw fault("invalid multiple recursive descent");
      return isAlphanumeric(scanner.peek()) ? [{ kind: "recursive" }, field()] : [{ kind: "recursive" }];
    }
    const char = scanner.peek();
    if (/^[+\-\d]$/.test(char)) return [number()];
    if (isAlphanumeric(char)) return [identifier()];
    scanner.next();
    if (char === " " || char === "@" || char === "$") return [];
    if (char === "[") return selection();
    if (char === '"' || char === "'") return [quoted(char)];
    if (char === ".") return [field()];
    throw fault(
      ["", "\r", "\n"].includes(char) ? "unclosed action" : `unrecognized character in action: ${unicodeName(char)}`,
    );
  }

  const pieces: TemplatePiece[] = [];
  for (;;) {
    const text = scanner.textBefore("{");
    if (text !== "") pieces.push({ text });
    if (!scanner.skip("{")) return pieces;
    const path: PathNode[] = [];
    while (!scanner.skip("}")) path.push(...steps(path.at(-1)));
    pieces.push({ path });
  }
}
