import type { Definition, Expression } from "../syntax.ts";
import { parseAlternative } from "./operators.ts";
import { parseDefinition, parsePipe } from "./pipe.ts";
import { parsePostfixTerm } from "./postfix.ts";
import { TokenCursor } from "./token-cursor.ts";
import { readTokens } from "./tokens.ts";

const cursorOver = (source: string): TokenCursor =>
  new TokenCursor(readTokens(source), { parsePipe, parseAlternative, parsePostfixTerm });

/** Parses a program; throws a JqSyntaxError when it is none. */
export const parseJq = (source: string): Expression => cursorOver(source).program();

/** Parses definitions and nothing else, as the prelude has them. */
export function parseDefinitions(source: string): Definition[] {
  const cursor = cursorOver(source);
  const found: Definition[] = [];
  while (!cursor.atEnd) found.push(parseDefinition(cursor));
  return found;
}
