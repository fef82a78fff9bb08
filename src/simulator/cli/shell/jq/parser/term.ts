import { JqSyntaxError, type Expression } from "../syntax.ts";
import { parseKeywordOrCall } from "./keyword.ts";
import { parseObject } from "./object.ts";
import { isString, parseString } from "./string.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** What an expression is made of: a literal, `.`, a variable, a call, or an expression in brackets. */
export function parseTerm(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  if (!token) throw new JqSyntaxError("syntax error, unexpected end of file");
  switch (token.kind) {
    case "number":
      cursor.skip();
      return { kind: "literal", value: Number(token.text) };
    case "string":
      return parseString(cursor);
    case "format":
      cursor.skip();
      return isString(cursor.peek()) ? parseString(cursor, token.text) : { kind: "format", name: token.text };
    case "variable":
      return { kind: "variable", name: cursor.variable() };
    case "field":
      cursor.skip();
      return { kind: "index", of: { kind: "identity" }, by: { kind: "literal", value: token.text } };
    case "word":
      return parseKeywordOrCall(cursor, token.text);
    case "sign":
      return parseSign(cursor);
  }
}

function parseSign(cursor: TokenCursor): Expression {
  if (cursor.take("..")) return { kind: "recurse" };
  if (cursor.take(".")) {
    const identity: Expression = { kind: "identity" };
    return isString(cursor.peek()) ? { kind: "index", of: identity, by: parseString(cursor) } : identity;
  }
  if (cursor.take("(")) {
    const inside = cursor.expression();
    cursor.expect(")");
    return inside;
  }
  if (cursor.take("[")) {
    if (cursor.take("]")) return { kind: "array", of: undefined };
    const of = cursor.expression();
    cursor.expect("]");
    return { kind: "array", of };
  }
  if (cursor.take("{")) return parseObject(cursor);
  throw cursor.unexpected();
}
