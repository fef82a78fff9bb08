import type { TestExpression, Word } from "unbash";
import { resolvePath, type FileSystem } from "../file-system.ts";
import { CommandFault } from "./control.ts";
import { arithmeticOf, type Expander } from "./expand.ts";
import { matches } from "./glob.ts";

export interface PathTools {
  files: FileSystem;
  folder: string;
  home: string;
}

export const unaryTests = new Set(["-e", "-f", "-d", "-s", "-r", "-w", "-x", "-L", "-h", "-z", "-n", "-v", "-t", "-a"]);

/** `-f path`, `-z text` and the like. */
export function testUnary(
  operator: string,
  operand: string,
  { files, folder, home }: PathTools,
  isSet: (name: string) => boolean,
): boolean {
  if (operator === "-z") return operand === "";
  if (operator === "-n") return operand !== "";
  if (operator === "-v") return isSet(operand);
  if (operator === "-t" || operator === "-L" || operator === "-h" || operand === "") return false;
  const path = resolvePath(operand, folder, home);
  if (path.startsWith("/dev/")) return operator === "-e" || operator === "-r" || operator === "-w";
  const stat = files.stat(path);
  if (!stat) return false;
  if (operator === "-f" || operator === "-x") return (stat.kind === "file") === (operator === "-f");
  if (operator === "-d") return stat.kind === "folder";
  return operator !== "-s" || stat.kind === "folder" || stat.size > 0;
}

/** Comparisons of numbers by their letters; undefined for another operator. */
export function compareNumbers(operator: string, left: bigint, right: bigint): boolean | undefined {
  switch (operator) {
    case "-eq":
      return left === right;
    case "-ne":
      return left !== right;
    case "-lt":
      return left < right;
    case "-le":
      return left <= right;
    case "-gt":
      return left > right;
    case "-ge":
      return left >= right;
    default:
      return undefined;
  }
}

/** `a -nt b` and its kind; undefined for another operator. */
export function compareFiles(operator: string, left: string, right: string, tools: PathTools): boolean | undefined {
  const stat = (name: string) => tools.files.stat(resolvePath(name, tools.folder, tools.home));
  if (operator === "-nt") return (stat(left)?.modified ?? -1) > (stat(right)?.modified ?? -1);
  if (operator === "-ot") return (stat(left)?.modified ?? -1) < (stat(right)?.modified ?? -1);
  if (operator !== "-ef") return undefined;
  return resolvePath(left, tools.folder, tools.home) === resolvePath(right, tools.folder, tools.home);
}

/** `[[ … ]]` */
export async function testExpression(
  expression: TestExpression,
  expander: Expander,
  tools: Omit<PathTools, "folder">,
): Promise<boolean> {
  const paths = () => ({ ...tools, folder: expander.state.folder });
  switch (expression.type) {
    case "TestGroup":
      return testExpression(expression.expression, expander, tools);
    case "TestNot": {
      const value = await testExpression(expression.operand, expander, tools);
      return expression.negations.length % 2 === 1 ? !value : value;
    }
    case "TestLogical": {
      const decisive = expression.operator === "||";
      for (const operand of expression.operands) {
        if ((await testExpression(operand, expander, tools)) === decisive) return decisive;
      }
      return !decisive;
    }
    case "TestUnary": {
      const operand = await expander.text(expression.operand);
      return testUnary(expression.operator, operand, paths(), (name) => expander.state.get(name) !== undefined);
    }
    case "TestBinary": {
      const left = await expander.text(expression.left);
      return testBinary(expression.operator, left, expression.right, expander, paths());
    }
  }
}

async function testBinary(
  operator: string,
  left: string,
  word: Word,
  expander: Expander,
  paths: PathTools,
): Promise<boolean> {
  if (operator === "==" || operator === "=") return matches(await expander.pattern(word), left);
  if (operator === "!=") return !matches(await expander.pattern(word), left);
  const right = await expander.text(word);
  if (operator === "=~") {
    try {
      return new RegExp(right).test(left);
    } catch {
      throw new CommandFault("bash: [[: invalid regular expression", 2);
    }
  }
  if (operator === "<") return left < right;
  if (operator === ">") return left > right;
  const files = compareFiles(operator, left, right, paths);
  if (files !== undefined) return files;
  const numbers = compareNumbers(
    operator,
    await expander.arithmetic(arithmeticOf(left)),
    await expander.arithmetic(arithmeticOf(right)),
  );
  if (numbers === undefined) throw new CommandFault(`bash: conditional binary operator expected`, 2);
  return numbers;
}
