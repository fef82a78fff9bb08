import { ExitError } from "../../program.ts";
import type { BuiltinCall } from "../builtin.ts";
import { compareFiles, compareNumbers, testUnary, unaryTests } from "../conditions.ts";

/** Reads `test` expressions by precedence: `!`, then `-a`, then `-o`. */
class TestReader {
  private at = 0;

  constructor(
    private readonly words: readonly string[],
    private readonly call: BuiltinCall,
  ) {}

  read(): boolean {
    if (this.words.length === 0) return false;
    const value = this.either();
    if (this.at < this.words.length)
      throw fault(this.words.length > 3 ? "too many arguments" : `${this.words[this.at]}: unexpected operator`);
    return value;
  }

  private either(): boolean {
    let value = this.both();
    while (this.words[this.at] === "-o") {
      this.at++;
      value = this.both() || value;
    }
    return value;
  }

  private both(): boolean {
    let value = this.not();
    while (this.words[this.at] === "-a") {
      this.at++;
      value = this.not() && value;
    }
    return value;
  }

  private not(): boolean {
    if (this.words[this.at] === "!" && this.words.length - this.at > 1) {
      this.at++;
      return !this.not();
    }
    return this.primary();
  }

  private primary(): boolean {
    const { files, home } = this.call.machine;
    const paths = { files, home, folder: this.call.folder };
    const left = this.words[this.at];
    if (left === undefined) throw fault("argument expected");
    const operator = this.words[this.at + 1];
    const right = this.words[this.at + 2];
    if (operator !== undefined && right !== undefined) {
      const value = this.compare(left, operator, right, paths);
      if (value !== undefined) {
        this.at += 3;
        return value;
      }
    }
    if (left === "(" && operator !== undefined) {
      this.at++;
      const value = this.either();
      if (this.words[this.at] !== ")") throw fault("`)' expected");
      this.at++;
      return value;
    }
    if (unaryTests.has(left) && operator !== undefined) {
      this.at += 2;
      return testUnary(left, operator, paths, (name) => this.call.state.get(name) !== undefined);
    }
    if (/^-[a-z]$/.test(left) && operator !== undefined) throw fault(`${left}: unary operator expected`);
    this.at++;
    return left !== "";
  }

  private compare(left: string, operator: string, right: string, paths: Parameters<typeof compareFiles>[3]) {
    if (operator === "=" || operator === "==") return left === right;
    if (operator === "!=") return left !== right;
    if (operator === "<") return left < right;
    if (operator === ">") return left > right;
    if (/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return compareNumbers(operator, whole(left), whole(right));
    return compareFiles(operator, left, right, paths);
  }
}

const fault = (message: string): ExitError => new ExitError(2, `bash: test: ${message}`);

const whole = (text: string): bigint => {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw fault(`${text}: integer expression expected`);
  return BigInt(text.trim().replace(/^\+/, ""));
};

/** Evaluates the words of `test`: 0 when they are true, 1 when they aren't. */
export const testStatus = (words: readonly string[], call: BuiltinCall): number =>
  new TestReader(words, call).read() ? 0 : 1;
