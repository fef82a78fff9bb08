import type { Expression } from "../syntax.ts";
import { parseProgram } from "./pipe.ts";
import { TokenCursor } from "./token-cursor.ts";
import type { Token } from "./tokens.ts";

export const isString = (token: Token | undefined): boolean => token?.kind === "string";

/** A string; what is interpolated is a program of its own, whose values `format` writes. */
export function parseString(cursor: TokenCursor, format?: string): Expression {
  const token = cursor.peek();
  if (token?.kind !== "string") throw cursor.unexpected();
  cursor.skip();
  const parts = (token.parts ?? []).map((part) =>
    typeof part === "string" ? part : parseProgram(new TokenCursor(part)),
  );
  const [only = ""] = parts;
  return parts.length <= 1 && typeof only === "string"
    ? { kind: "literal", value: only }
    : { kind: "text", parts, format };
}
