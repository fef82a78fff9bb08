import type { Expression } from "../syntax.ts";
import type { TokenCursor } from "./token-cursor.ts";
import type { Token } from "./tokens.ts";

export const isString = (token: Token | undefined): boolean => token?.kind === "string";

/** A string; what is interpolated is a program of its own, whose values `format` writes. */
export function parseString(cursor: TokenCursor, format?: string): Expression {
  const token = cursor.peek();
  if (token?.kind !== "string") throw cursor.unexpected();
  cursor.skip();
  const segments = (token.segments ?? []).map((part) =>
    typeof part === "string" ? part : cursor.over(part).program(),
  );
  const [only = ""] = segments;
  return segments.length <= 1 && typeof only === "string"
    ? { kind: "literal", value: only }
    : { kind: "text", segments, format };
}
