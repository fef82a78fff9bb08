import type { Definition, Expression } from "../syntax.ts";
import { parseAlternative } from "./operators.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** `f | g`, with the definitions and labels that reach to its end: what stands where any expression may. */
export const parsePipe = (cursor: TokenCursor): Expression =>
  cursor.deeper((): Expression => {
    if (cursor.isWord("def")) return parseLocalDefinition(cursor);
    if (cursor.takeWord("label")) {
      const name = cursor.variable();
      cursor.expect("|");
      return { kind: "label", name, body: parsePipe(cursor) };
    }
    const left = parseComma(cursor);
    return cursor.take("|") ? { kind: "pipe", left, right: parsePipe(cursor) } : left;
  });

/** A definition and the expression that may use it. */
function parseLocalDefinition(cursor: TokenCursor): Expression {
  const definition = parseDefinition(cursor);
  return { kind: "define", definition, body: parsePipe(cursor) };
}

/** `def name(params): body;` */
export function parseDefinition(cursor: TokenCursor): Definition {
  cursor.skip();
  const name = cursor.name();
  const params: string[] = [];
  if (cursor.take("(")) {
    do params.push(cursor.peek()?.kind === "variable" ? `$${cursor.variable()}` : cursor.name());
    while (cursor.take(";"));
    cursor.expect(")");
  }
  cursor.expect(":");
  const body = parsePipe(cursor);
  cursor.expect(";");
  return { name, params, body };
}

function parseComma(cursor: TokenCursor): Expression {
  let left = parseAlternative(cursor);
  while (cursor.take(",")) left = { kind: "comma", left, right: parseAlternative(cursor) };
  return left;
}
