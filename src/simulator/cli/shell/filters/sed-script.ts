import { ExitError } from "../../program.ts";
import { regularExpression } from "./regular-expression.ts";

/** Which lines a command is for. */
export type Address =
  | { kind: "line"; line: number }
  | { kind: "step"; first: number; step: number }
  | { kind: "more"; lines: number }
  | { kind: "last" }
  | { kind: "match"; expression: RegExp };

/** One command of a script. */
export interface SedCommand {
  from?: Address;
  to?: Address;
  negated: boolean;
  name: string;
  expression?: RegExp;
  by?: string;
  print?: boolean;
  /** The first match of a line that is replaced, counted from 1. */
  which?: number;
  /** Whether every later match is replaced too. */
  all?: boolean;
  text?: string;
  /** Commands of a block. */
  block?: SedCommand[];
  /** Inside a range that began earlier; the number of its last line where that is known. */
  open?: boolean | number;
}

const fault = (at: number, message: string): ExitError =>
  new ExitError(1, `sed: -e expression #1, char ${at}: ${message}`, {
    code: "SedExpression",
    text: "sed can't read this script. Here it knows s, p, d, q, a, i, c, y, = and blocks in braces, after addresses of lines and patterns.",
  });

/** Reads a script of sed. Throws ExitError in sed's words for one that it can't read. */
export class SedReader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly extended: boolean,
  ) {}

  /** Reads commands up to the end, or up to the brace that closes a block. */
  read(inBlock = false): SedCommand[] {
    const commands: SedCommand[] = [];
    for (;;) {
      while (/[\s;]/.test(this.source[this.at] ?? "")) this.at++;
      if (inBlock && this.take("}")) return commands;
      if (this.at >= this.source.length) {
        if (inBlock) throw fault(0, "unmatched `{'");
        return commands;
      }
      if (this.source[this.at] === "#") {
        while (this.at < this.source.length && this.source[this.at] !== "\n") this.at++;
        continue;
      }
      commands.push(this.command());
    }
  }

  private command(): SedCommand {
    const from = this.address();
    const to = from && this.take(",") ? (this.moreLines() ?? this.address()) : undefined;
    this.blanks();
    let negated = false;
    while (this.take("!")) negated = true;
    this.blanks();
    const name = this.source[this.at++];
    if (name === undefined) throw fault(this.source.length, "missing command");
    const command: SedCommand = { negated, name, ...(from && { from }), ...(to && { to }) };
    if (name === "{") return { ...command, block: this.read(true) };
    if (name === "}") throw fault(this.at, "unexpected `}'");
    if (name === "s") return this.substitution(command);
    if (name === "y") {
      const [set, by] = [this.delimited(), this.delimited(true)];
      if ([...set.text].length !== [...by.text].length) {
        throw fault(this.at, "strings for `y' command are different lengths");
      }
      return { ...command, text: set.text, by: by.text };
    }
    if ("aic".includes(name)) {
      const rest = /^[ \t]*\\?\n?([^\n]*)/.exec(this.source.slice(this.at));
      this.at += rest?.[0].length ?? 0;
      if (!rest?.[1]) throw fault(this.at, "expected \\ after `a', `c' or `i'");
      return { ...command, text: rest[1] };
    }
    if ("pdq=".includes(name)) return command;
    throw fault(this.at, `unknown command: \`${name}'`);
  }

  private address(): Address | undefined {
    const digits = /^\d+/.exec(this.source.slice(this.at))?.[0];
    if (digits !== undefined) {
      this.at += digits.length;
      const step = /^~(\d+)/.exec(this.source.slice(this.at));
      if (!step) return { kind: "line", line: Number(digits) };
      this.at += step[0].length;
      return { kind: "step", first: Number(digits), step: Number(step[1]) };
    }
    if (this.take("$")) return { kind: "last" };
    if (this.source[this.at] !== "/" && this.source[this.at] !== "\\") return undefined;
    if (this.source[this.at] === "\\") this.at++;
    const { text } = this.delimited();
    return { kind: "match", expression: this.expression(text, this.take("I") ? "i" : "") };
  }

  /** The end of a range as `+N`: so many lines after its start. */
  private moreLines(): Address | undefined {
    const found = /^\+(\d+)/.exec(this.source.slice(this.at));
    this.at += found?.[0].length ?? 0;
    return found ? { kind: "more", lines: Number(found[1]) } : undefined;
  }

  private expression(text: string, flags: string): RegExp {
    const found = regularExpression(text, this.extended ? "extended" : "basic");
    if (typeof found === "string") throw fault(this.at, found);
    return new RegExp(found, flags);
  }

  private substitution(command: SedCommand): SedCommand {
    const pattern = this.delimited();
    const by = this.delimited(true, pattern.mark);
    const flags = this.substitutionFlags();
    const expression = this.expression(pattern.text, flags.fold ? "gi" : "g");
    const groups = new RegExp(`${expression.source}|`).exec("")?.length ?? 1;
    for (const [, digit] of by.text.replaceAll("\\\\", "").matchAll(/\\([1-9])/g)) {
      if (Number(digit) >= groups) throw fault(this.at, `invalid reference \\${digit} on \`s' command's RHS`);
    }
    return { ...command, expression, by: by.text, print: flags.print, which: flags.which ?? 1, all: flags.all };
  }

  /** Reads g, p, I and the number of a match, each at most once. */
  private substitutionFlags() {
    const flags: { all: boolean; print: boolean; fold: boolean; which: number | undefined } = {
      all: false,
      print: false,
      fold: false,
      which: undefined,
    };
    for (;;) {
      const digits = /^\d+/.exec(this.source.slice(this.at))?.[0];
      if (digits !== undefined) {
        this.at += digits.length;
        if (flags.which !== undefined) throw fault(this.at, "multiple number options to `s' command");
        if (Number(digits) === 0) throw fault(this.at, "number option to `s' command may not be zero");
        flags.which = Number(digits);
        continue;
      }
      const flag = this.source[this.at];
      if (flag === " " || flag === "\t") {
        this.at++;
        continue;
      }
      if (flag === undefined || /[\s;}#]/.test(flag)) return flags;
      this.at++;
      if (flag === "g" || flag === "p") {
        const name = flag === "g" ? "all" : "print";
        if (flags[name]) throw fault(this.at, `multiple \`${flag}' options to \`s' command`);
        flags[name] = true;
      } else if (flag === "i" || flag === "I") flags.fold = true;
      else throw fault(this.at, "unknown option to `s'");
    }
  }

  /** Text up to the next mark; the first character is the mark, unless it was read before. */
  private delimited(continued = false, mark?: string): { text: string; mark: string } {
    const limit = mark ?? (continued ? (this.source[this.at - 1] ?? "/") : (this.source[this.at++] ?? ""));
    const isPattern = mark === undefined && !continued;
    let text = "";
    for (; this.at < this.source.length; this.at++) {
      const char = this.source[this.at] ?? "";
      if (isPattern && char === "[") {
        const bracket =
          /^\[\^?\]?(?:\[:[a-z]+:\]|[^\]\n])*\]/.exec(this.source.slice(this.at))?.[0] ?? this.source.slice(this.at);
        text += bracket;
        this.at += bracket.length - 1;
        continue;
      }
      if (char === limit) {
        this.at++;
        return { text, mark: limit };
      }
      if (char === "\\" && this.source[this.at + 1] === limit)
        text += limit === "/" || /\w/.test(limit) ? this.source[++this.at] : `\\${this.source[++this.at]}`;
      else if (char === "\\") text += char + (this.source[++this.at] ?? "");
      else text += char;
    }
    throw fault(
      this.source.length,
      this.source.includes("s") ? "unterminated `s' command" : "unterminated address regex",
    );
  }

  private take(char: string): boolean {
    if (this.source[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (/[ \t]/.test(this.source[this.at] ?? "")) this.at++;
  }
}
