import type { Expression } from "../syntax.ts";
import { parseString } from "./string.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** Members up to the closing brace. */
export function parseObject(cursor: TokenCursor): Expression {
  const entries: { key: Expression; value: Expression }[] = [];
  while (!cursor.take("}")) {
    if (entries.length > 0) cursor.expect(",");
    entries.push(parseMember(cursor));
  }
  return { kind: "object", entries };
}

function parseMember(cursor: TokenCursor): { key: Expression; value: Expression } {
  const { key, value: short } = parseKey(cursor);
  if (!cursor.take(":")) {
    if (!short) throw cursor.unexpected();
    return { key, value: short };
  }
  // No comma, which parts the members.
  let value = cursor.expressionWithoutComma();
  while (cursor.take("|")) value = { kind: "pipe", left: value, right: cursor.expressionWithoutComma() };
  return { key, value };
}

/** A key, and the value that it has when none is written: `{a}` is `{a: .a}`, `{$x}` is `{x: $x}`. */
function parseKey(cursor: TokenCursor): { key: Expression; value?: Expression } {
  const token = cursor.peek();
  const fromInput = (key: Expression) => ({
    key,
    value: { kind: "index", of: { kind: "identity" }, by: key } as const,
  });
  switch (token?.kind) {
    case "variable": {
      const name = cursor.variable();
      return { key: { kind: "literal", value: name }, value: { kind: "variable", name } };
    }
    case "word":
    case "number":
      cursor.skip();
      return fromInput({ kind: "literal", value: token.text });
    case "string":
      return fromInput(parseString(cursor));
    case "format":
      cursor.skip();
      return fromInput(parseString(cursor, token.text));
  }
  if (!cursor.take("(")) throw cursor.unexpected();
  const key = cursor.expression();
  cursor.expect(")");
  return { key };
}
