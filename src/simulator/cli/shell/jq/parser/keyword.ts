import type { Expression, Pattern } from "../syntax.ts";
import { parsePattern } from "./pattern.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** What begins with a word: a keyword's form, or the call of a function. */
export function parseKeywordOrCall(cursor: TokenCursor, word: string): Expression {
  switch (word) {
    case "if":
      cursor.skip();
      return parseConditional(cursor);
    case "try": {
      cursor.skip();
      const body = parseAttempted(cursor);
      return { kind: "try", body, catch: cursor.takeWord("catch") ? parseAttempted(cursor) : undefined };
    }
    case "reduce": {
      const { source, pattern, init, update } = parseFold(cursor);
      cursor.expect(")");
      return { kind: "reduce", source, pattern, init, update };
    }
    case "foreach": {
      const { source, pattern, init, update } = parseFold(cursor);
      const extract = cursor.take(";") ? cursor.expression() : undefined;
      cursor.expect(")");
      return { kind: "foreach", source, pattern, init, update, extract };
    }
    case "def":
      return cursor.expression();
    case "break":
      cursor.skip();
      return { kind: "break", name: cursor.variable() };
    default:
      return parseCall(cursor);
  }
}

/** The body of `try` or `catch`: a term, which may have a minus before it. */
const parseAttempted = (cursor: TokenCursor): Expression =>
  cursor.take("-") ? { kind: "negate", of: parseAttempted(cursor) } : cursor.term();

/** From behind `if` or `elif` to `end`. */
function parseConditional(cursor: TokenCursor): Expression {
  const test = cursor.expression();
  cursor.expectWord("then");
  const yes = cursor.expression();
  if (cursor.takeWord("elif")) return { kind: "if", test, yes, no: parseConditional(cursor) };
  const no = cursor.takeWord("else") ? cursor.expression() : undefined;
  cursor.expectWord("end");
  return { kind: "if", test, yes, no };
}

/** `reduce source as pattern (init; update`, or the same of `foreach`. */
function parseFold(cursor: TokenCursor): {
  source: Expression;
  pattern: Pattern;
  init: Expression;
  update: Expression;
} {
  cursor.skip();
  const source = cursor.term();
  cursor.expectWord("as");
  const pattern = parsePattern(cursor);
  cursor.expect("(");
  const init = cursor.expression();
  cursor.expect(";");
  return { source, pattern, init, update: cursor.expression() };
}

function parseCall(cursor: TokenCursor): Expression {
  const name = cursor.name();
  if (name === "null") return { kind: "literal", value: null };
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  const args: Expression[] = [];
  if (cursor.take("(")) {
    do args.push(cursor.expression());
    while (cursor.take(";"));
    cursor.expect(")");
  }
  return { kind: "call", name, args };
}
