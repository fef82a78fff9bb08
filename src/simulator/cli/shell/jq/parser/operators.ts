import type { Expression } from "../syntax.ts";
import { parsePostfix } from "./postfix.ts";
import type { TokenCursor } from "./token-cursor.ts";

const assignments = new Set(["=", "|=", "+=", "-=", "*=", "/=", "%=", "//="]);
const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const sums = new Set(["+", "-"]);
const products = new Set(["*", "/", "%"]);

/**
 * Parses `a // b` and every operator that binds tighter: an expression without a comma or a pipe. Assignments bind tighter than
 * `//`, and neither they nor comparisons can be chained (jq, src/parser.y).
 */
export function parseAlternative(cursor: TokenCursor): Expression {
  const left = parseAssignment(cursor);
  return cursor.take("//") ? { kind: "otherwise", left, right: parseAlternative(cursor) } : left;
}

function parseAssignment(cursor: TokenCursor): Expression {
  const left = parseOr(cursor);
  const operator = cursor.takeOperator(assignments);
  if (operator === undefined) return left;
  return { kind: "assign", operator, left, right: parseOr(cursor) };
}

function parseOr(cursor: TokenCursor): Expression {
  let left = parseAnd(cursor);
  while (cursor.takeWord("or")) left = { kind: "or", left, right: parseAnd(cursor) };
  return left;
}

function parseAnd(cursor: TokenCursor): Expression {
  let left = parseComparison(cursor);
  while (cursor.takeWord("and")) left = { kind: "and", left, right: parseComparison(cursor) };
  return left;
}

function parseComparison(cursor: TokenCursor): Expression {
  const left = parseSum(cursor);
  const operator = cursor.takeOperator(comparisons);
  return operator === undefined ? left : { kind: "binary", operator, left, right: parseSum(cursor) };
}

const parseSum = (cursor: TokenCursor): Expression => leftToRight(cursor, sums, parseProduct);

const parseProduct = (cursor: TokenCursor): Expression => leftToRight(cursor, products, parsePostfix);

/** Operands of operators that bind alike, grouped from the left. */
function leftToRight(
  cursor: TokenCursor,
  operators: ReadonlySet<string>,
  operand: (cursor: TokenCursor) => Expression,
): Expression {
  let left = operand(cursor);
  let operator = cursor.takeOperator(operators);
  while (operator !== undefined) {
    left = { kind: "binary", operator, left, right: operand(cursor) };
    operator = cursor.takeOperator(operators);
  }
  return left;
}
