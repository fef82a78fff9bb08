import type { Definition, Expression } from "../syntax.ts";
import { parseDefinition, parseProgram } from "./pipe.ts";
import { TokenCursor } from "./token-cursor.ts";
import { readTokens } from "./tokens.ts";

/** Parses a program; throws a JqSyntaxError when it is none. */
export const parseJq = (source: string): Expression => parseProgram(new TokenCursor(readTokens(source)));

/** Parses definitions and nothing else, as the prelude has them. */
export function parseDefinitions(source: string): Definition[] {
  const cursor = new TokenCursor(readTokens(source));
  const found: Definition[] = [];
  while (!cursor.atEnd) found.push(parseDefinition(cursor));
  return found;
}
