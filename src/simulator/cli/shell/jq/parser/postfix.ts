import type { Expression } from "../syntax.ts";
import { parsePattern } from "./pattern.ts";
import { isString, parseString } from "./string.ts";
import { parseTerm } from "./term.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** A term with everything that follows it, up to `as $x | …`, or one with a minus before it. */
export function parsePostfix(cursor: TokenCursor): Expression {
  if (cursor.take("-")) return { kind: "negate", of: parsePostfix(cursor) };
  const term = parsePostfixTerm(cursor);
  if (!cursor.takeWord("as")) return term;
  const patterns = [parsePattern(cursor)];
  while (cursor.take("?")) {
    cursor.expect("//");
    patterns.push(parsePattern(cursor));
  }
  cursor.expect("|");
  return { kind: "bind", source: term, patterns, body: cursor.expression() };
}

/** A term and its suffixes: `.a`, `[…]`, `?`. */
export function parsePostfixTerm(cursor: TokenCursor): Expression {
  let term = parseTerm(cursor);
  for (;;) {
    const token = cursor.peek();
    if (token?.kind === "field") {
      cursor.skip();
      term = { kind: "index", of: term, by: { kind: "literal", value: token.text } };
    } else if (token?.text === "." && isString(cursor.peek(1))) {
      cursor.skip();
      term = { kind: "index", of: term, by: parseString(cursor) };
    } else if (token?.text === "." && cursor.peek(1)?.text === "[") cursor.skip();
    else if (cursor.take("?")) term = { kind: "try", body: term, catch: undefined };
    else if (cursor.take("[")) term = parseBracket(cursor, term);
    else return term;
  }
}

/** The contents of brackets after a term: nothing, an index, or the ends of a slice. */
function parseBracket(cursor: TokenCursor, of: Expression): Expression {
  if (cursor.take("]")) return { kind: "iterate", of };
  if (cursor.take(":")) {
    const to = cursor.expression();
    cursor.expect("]");
    return { kind: "slice", of, from: undefined, to };
  }
  const by = cursor.expression();
  if (cursor.take(":")) {
    const to = cursor.peek()?.text === "]" ? undefined : cursor.expression();
    cursor.expect("]");
    return { kind: "slice", of, from: by, to };
  }
  cursor.expect("]");
  return { kind: "index", of, by };
}
