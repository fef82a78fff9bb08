/** A value in a pipeline (Go, text/template). */
export type Operand =
  | { kind: "value"; value: string | number | boolean | null }
  /** `.A.B`, `$.A` or `$x.A`; without a variable the path starts at the cursor. */
  | { kind: "path"; variable: string | undefined; fields: string[] }
  | { kind: "group"; pipeline: Pipeline; fields: string[] }
  | { kind: "name"; name: string };

/** Commands joined by `|`: the value of each is the last argument of the next. */
export type Pipeline = Operand[][];

export type Node =
  | { kind: "text"; text: string }
  | { kind: "print"; pipeline: Pipeline }
  | { kind: "assign"; variable: string; declares: boolean; pipeline: Pipeline }
  | { kind: "if" | "range" | "with"; variables: string[]; pipeline: Pipeline; body: Node[]; otherwise: Node[] };

/** Throws for what can't be read, in Go's words after the place. */
export type Fault = (why: string) => Error;

type Piece = { text: string } | { action: string };

/** Splits a template into text and actions; `{{-` and `-}}` take the white space beside them along. */
function piecesOf(template: string, fault: Fault): Piece[] {
  const pieces: Piece[] = [];
  let rest = template;
  let trimNext = false;
  for (;;) {
    const at = rest.indexOf("{{");
    const text = trimNext ? (at < 0 ? rest : rest.slice(0, at)).trimStart() : at < 0 ? rest : rest.slice(0, at);
    const action =
      at < 0 ? undefined : /^\{\{(-\s)?((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[\s\S])*?)(\s-)?\}\}/.exec(rest.slice(at));
    if (at >= 0 && !action) {
      throw fault(/\}(?!\})/.test(rest.slice(at + 2)) ? "bad character U+007D '}'" : "unclosed action");
    }
    pieces.push({ text: action?.[1] === undefined ? text : text.trimEnd() });
    if (!action) return pieces;
    pieces.push({ action: (action[2] ?? "").trim() });
    trimNext = action[3] !== undefined;
    rest = rest.slice(at + action[0].length);
  }
}

const tokenPattern = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|:=|[=|(),]|-?\d+(?:\.\d+)?|\$?\w*(?:\.\w+)+|\$\w*|\.|\w+/y;

function tokensOf(action: string, fault: Fault): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < action.length; at = tokenPattern.lastIndex) {
    tokenPattern.lastIndex = at;
    const found = tokenPattern.exec(action)?.[0];
    if (found === undefined) throw fault(`unexpected "${action[at]}" in operand`);
    if (found.trim() !== "" || tokens.length === 0) tokens.push(found);
  }
  return tokens.filter((token) => token.trim() !== "");
}

const unquoted = (token: string): string =>
  token.startsWith("`")
    ? token.slice(1, -1)
    : token.slice(1, -1).replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char === "t" ? "\t" : char));

/** Reads a template into nodes. */
export function parseTemplate(template: string, isFunction: (name: string) => boolean, fault: Fault): Node[] {
  const pieces = piecesOf(template, fault);
  let at = 0;

  function pipelineOf(tokens: string[]): Pipeline {
    let index = 0;
    const operand = (): Operand => {
      const token = tokens[index++] ?? "";
      if (token === "(") {
        const pipeline = commands();
        if (tokens[index++] !== ")") throw fault("unclosed left paren");
        const fields =
          tokens[index]?.startsWith(".") && tokens[index] !== "." ? tokens[index++]?.slice(1).split(".") : [];
        return { kind: "group", pipeline, fields: fields ?? [] };
      }
      if (/^["`]/.test(token)) return { kind: "value", value: unquoted(token) };
      if (/^-?\d/.test(token)) return { kind: "value", value: Number(token) };
      if (token === "true" || token === "false") return { kind: "value", value: token === "true" };
      if (token === "nil") return { kind: "value", value: null };
      if (/^[.$]/.test(token)) {
        const [variable = "", ...fields] = token.split(".");
        return {
          kind: "path",
          variable: variable === "" ? undefined : variable,
          fields: fields.filter((name) => name !== ""),
        };
      }
      if (!/^\w+$/.test(token)) throw fault(`unexpected "${token}" in operand`);
      if (!isFunction(token)) throw fault(`function "${token}" not defined`);
      return { kind: "name", name: token };
    };
    const commands = (): Pipeline => {
      const all: Pipeline = [];
      do {
        const command: Operand[] = [];
        while (index < tokens.length && tokens[index] !== "|" && tokens[index] !== ")") command.push(operand());
        if (command.length === 0) throw fault("missing value for command");
        all.push(command);
      } while (tokens[index] === "|" && ++index);
      return all;
    };
    const pipeline = commands();
    if (index < tokens.length) throw fault(`unexpected "${tokens[index]}" in command`);
    return pipeline;
  }

  /** Reads an action that begins a body, with the variables that it declares. */
  function controlOf(kind: "if" | "range" | "with", words: string[]): Node {
    if (words.length === 0) throw fault(`missing value for ${kind}`);
    const declared = words.indexOf(":=");
    const variables = words.slice(0, Math.max(0, declared)).filter((word) => word !== ",");
    const pipeline = pipelineOf(words.slice(declared + 1));
    const body = nodesOf(true);
    return { kind, variables, pipeline, body: body.nodes, otherwise: otherwiseOf(body.end) };
  }

  function otherwiseOf(end: string[]): Node[] {
    if (end[0] !== "else") return [];
    const [, kind, ...words] = end;
    if (kind === "if" || kind === "with") return [controlOf(kind, words)];
    return nodesOf(true).nodes;
  }

  /** Reads nodes up to the action that ends them: `else` or `end` in a body, the end of the text elsewhere. */
  function nodesOf(inBody: boolean): { nodes: Node[]; end: string[] } {
    const nodes: Node[] = [];
    while (at < pieces.length) {
      const piece = pieces[at++];
      if (!piece) break;
      if ("text" in piece) {
        if (piece.text !== "") nodes.push({ kind: "text", text: piece.text });
        continue;
      }
      if (/^\/\*[\s\S]*\*\/$/.test(piece.action)) continue;
      const words = tokensOf(piece.action, fault);
      const [first = "", second, ...rest] = words;
      if (first === "end" || first === "else") {
        if (!inBody) throw fault(`unexpected {{${first}}}`);
        return { nodes, end: words };
      }
      if (first === "if" || first === "range" || first === "with") nodes.push(controlOf(first, words.slice(1)));
      else if (first.startsWith("$") && (second === ":=" || second === "=")) {
        nodes.push({ kind: "assign", variable: first, declares: second === ":=", pipeline: pipelineOf(rest) });
      } else nodes.push({ kind: "print", pipeline: pipelineOf(words) });
    }
    if (inBody) throw fault("unexpected EOF");
    return { nodes, end: [] };
  }

  return nodesOf(false).nodes;
}
