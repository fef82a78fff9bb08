import type { ArithmeticExpression } from "unbash";
import { CommandFault } from "./control.ts";

/** What an arithmetic expression reads and writes. */
export interface ArithmeticNames {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** Expands `$x` and `$(…)` in a word of the expression. */
  expand(word: ArithmeticExpression & { type: "ArithmeticWord" | "ArithmeticCommandExpansion" }): Promise<string>;
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_";

function numberOf(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return wrap(BigInt(text));
  if (/^0[0-7]+$/.test(text)) return wrap(BigInt(`0o${text.slice(1)}`));
  if (/^\d+$/.test(text)) return wrap(BigInt(text));
  const based = /^(\d+)#([0-9A-Za-z@_]+)$/.exec(text);
  if (!based) return undefined;
  const base = Number(based[1]);
  if (base < 2 || base > 64) return undefined;
  let value = 0n;
  for (const char of based[2] ?? "") {
    const digit = digits.indexOf(base <= 36 ? char.toLowerCase() : char);
    if (digit < 0 || digit >= base) return undefined;
    value = value * BigInt(base) + BigInt(digit);
  }
  return wrap(value);
}

/** Value of a word: a number, or a variable whose value is one. */
function valueOf(text: string, names: ArithmeticNames, depth = 0): bigint {
  const word = text.trim();
  if (word === "") return 0n;
  const negative = /^([-+])\s*(\S+)$/.exec(word);
  if (negative) {
    const value = valueOf(negative[2] ?? "", names, depth);
    return negative[1] === "-" ? wrap(-value) : value;
  }
  const number = numberOf(word);
  if (number !== undefined) return number;
  if (/^\d/.test(word)) throw new CommandFault(`bash: ${word}: value too great for base (error token is "${word}")`);
  if (!/^[A-Za-z_]\w*$/.test(word)) {
    throw new CommandFault(`bash: ${word}: syntax error: operand expected (error token is "${word}")`);
  }
  if (depth > 20)
    throw new CommandFault(`bash: ${word}: expression recursion level exceeded (error token is "${word}")`);
  return valueOf(names.get(word) ?? "", names, depth + 1);
}

const truth = (value: boolean): bigint => (value ? 1n : 0n);

function power(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new CommandFault("bash: exponent less than 0");
  let result = 1n;
  for (let remaining = exponent, square = base; remaining > 0n; remaining >>= 1n, square = wrap(square * square)) {
    if (remaining & 1n) result = wrap(result * square);
  }
  return result;
}

function apply(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case "+":
      return wrap(left + right);
    case "-":
      return wrap(left - right);
    case "*":
      return wrap(left * right);
    case "/":
    case "%":
      if (right === 0n) throw new CommandFault('bash: division by 0 (error token is "0")');
      return wrap(operator === "/" ? left / right : left % right);
    case "**":
      return power(left, right);
    case "<<":
      return wrap(left << (right & 63n));
    case ">>":
      return wrap(left >> (right & 63n));
    case "&":
      return left & right;
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "<":
      return truth(left < right);
    case "<=":
      return truth(left <= right);
    case ">":
      return truth(left > right);
    case ">=":
      return truth(left >= right);
    case "==":
      return truth(left === right);
    case "!=":
      return truth(left !== right);
    case ",":
      return right;
    default:
      throw new CommandFault(`bash: syntax error: invalid arithmetic operator (error token is "${operator}")`);
  }
}

const assignments = new Set(["=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="]);

function nameOf(expression: ArithmeticExpression): string {
  if (expression.type === "ArithmeticWord" && /^[A-Za-z_]\w*$/.test(expression.value)) return expression.value;
  throw new CommandFault("bash: syntax error: attempted assignment to non-variable");
}

/** The value of an expression as bash computes it, in 64 bits. */
export async function evaluate(expression: ArithmeticExpression, names: ArithmeticNames): Promise<bigint> {
  switch (expression.type) {
    case "ArithmeticGroup":
      return evaluate(expression.expression, names);
    case "ArithmeticWord":
    case "ArithmeticCommandExpansion":
      return valueOf(await names.expand(expression), names);
    case "ArithmeticTernary": {
      const chosen = (await evaluate(expression.test, names)) !== 0n ? expression.consequent : expression.alternate;
      return evaluate(chosen, names);
    }
    case "ArithmeticUnary": {
      const { operator, operand, prefix } = expression;
      if (operator === "++" || operator === "--") {
        const name = nameOf(operand);
        const was = valueOf(names.get(name) ?? "", names);
        const is = wrap(was + (operator === "++" ? 1n : -1n));
        names.set(name, String(is));
        return prefix ? is : was;
      }
      const value = await evaluate(operand, names);
      if (operator === "-") return wrap(-value);
      if (operator === "!") return truth(value === 0n);
      return operator === "~" ? ~value : value;
    }
    case "ArithmeticBinary": {
      const { operator, left, right } = expression;
      if (assignments.has(operator)) {
        const name = nameOf(left);
        const value = await evaluate(right, names);
        const was = operator === "=" ? 0n : valueOf(names.get(name) ?? "", names);
        const is = operator === "=" ? value : apply(operator.slice(0, -1), was, value);
        names.set(name, String(is));
        return is;
      }
      const first = await evaluate(left, names);
      if (operator === "&&") return truth(first !== 0n && (await evaluate(right, names)) !== 0n);
      if (operator === "||") return truth(first !== 0n || (await evaluate(right, names)) !== 0n);
      return apply(operator, first, await evaluate(right, names));
    }
  }
}
