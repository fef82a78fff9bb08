import type { Expression, Pattern } from "../syntax.ts";
import { parseString } from "./string.ts";
import type { TokenCursor } from "./token-cursor.ts";

/** What follows `as`: a variable, or the variables of a destructured array or object. */
export function parsePattern(cursor: TokenCursor): Pattern {
  if (cursor.peek()?.kind === "variable") return { kind: "name", name: cursor.variable() };
  if (cursor.take("[")) {
    const items: Pattern[] = [];
    do items.push(parsePattern(cursor));
    while (cursor.take(","));
    cursor.expect("]");
    return { kind: "list", items };
  }
  cursor.expect("{");
  const members: { key: Expression; name: string | undefined; pattern: Pattern | undefined }[] = [];
  do {
    const { key, name } = parseMemberKey(cursor);
    members.push({ key, name, pattern: cursor.take(":") ? parsePattern(cursor) : undefined });
  } while (cursor.take(","));
  cursor.expect("}");
  return { kind: "members", members };
}

/** The key of a member, and the variable that is named like it in `{$x}`. */
function parseMemberKey(cursor: TokenCursor): { key: Expression; name?: string } {
  const token = cursor.peek();
  if (token?.kind === "variable") {
    const name = cursor.variable();
    return { key: { kind: "literal", value: name }, name };
  }
  if (token?.kind === "word") {
    cursor.skip();
    return { key: { kind: "literal", value: token.text } };
  }
  if (token?.kind === "string") return { key: parseString(cursor) };
  cursor.expect("(");
  const key = cursor.expression();
  cursor.expect(")");
  return { key };
}
