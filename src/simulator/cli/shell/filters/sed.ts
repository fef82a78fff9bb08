import { Stop } from "../../program.ts";
import { filter, linesOf, pathOf, textOfFile } from "./filter.ts";
import { regularExpression } from "./regular-expression.ts";

type Address = { kind: "line"; line: number } | { kind: "last" } | { kind: "match"; expression: RegExp };

interface SedCommand {
  from?: Address;
  to?: Address;
  negated: boolean;
  name: string;
  expression?: RegExp;
  by?: string;
  print?: boolean;
  /** Which match of a line is replaced; 0 for all. */
  which?: number;
  text?: string;
  /** Inside a range that began earlier. */
  open?: boolean;
}

const fault = (at: number, message: string): Stop =>
  new Stop(1, `sed: -e expression #1, char ${at}: ${message}`, {
    code: "SedExpression",
    text: "This sed knows s, p, d, q, a, i, c, y and = with addresses of lines and patterns.",
  });

class SedReader {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly extended: boolean,
  ) {}

  read(): SedCommand[] {
    const commands: SedCommand[] = [];
    for (;;) {
      while (/[\s;]/.test(this.source[this.at] ?? "")) this.at++;
      if (this.at >= this.source.length) return commands;
      if (this.source[this.at] === "#") {
        while (this.at < this.source.length && this.source[this.at] !== "\n") this.at++;
        continue;
      }
      commands.push(this.command());
    }
  }

  private command(): SedCommand {
    const from = this.address();
    const to = from && this.take(",") ? this.address() : undefined;
    this.blanks();
    let negated = false;
    while (this.take("!")) negated = true;
    this.blanks();
    const name = this.source[this.at++];
    if (name === undefined) throw fault(this.source.length, "missing command");
    const command: SedCommand = { negated, name, ...(from && { from }), ...(to && { to }) };
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
      return { kind: "line", line: Number(digits) };
    }
    if (this.take("$")) return { kind: "last" };
    if (this.source[this.at] !== "/" && this.source[this.at] !== "\\") return undefined;
    if (this.source[this.at] === "\\") this.at++;
    const { text } = this.delimited();
    return { kind: "match", expression: this.expression(text, this.take("I") ? "i" : "") };
  }

  private expression(text: string, flags: string): RegExp {
    const found = regularExpression(text, this.extended ? "extended" : "basic");
    if (typeof found === "string") throw fault(this.at, found);
    return new RegExp(found, flags);
  }

  private substitution(command: SedCommand): SedCommand {
    const pattern = this.delimited();
    const by = this.delimited(true, pattern.mark);
    const flags = /^[gpiI\d]*/.exec(this.source.slice(this.at))?.[0] ?? "";
    this.at += flags.length;
    const rest = this.source[this.at];
    if (rest !== undefined && !/[\s;}]/.test(rest)) throw fault(this.at + 1, "unknown option to `s'");
    const which = flags.includes("g") ? 0 : Number(/\d+/.exec(flags)?.[0] ?? 1);
    return {
      ...command,
      expression: this.expression(pattern.text, /i/i.test(flags) ? "gi" : "g"),
      by: by.text,
      print: flags.includes("p"),
      which,
    };
  }

  /** Text up to the next mark; the first character is the mark, unless it was read before. */
  private delimited(continued = false, mark?: string): { text: string; mark: string } {
    const limit = mark ?? (continued ? (this.source[this.at - 1] ?? "/") : (this.source[this.at++] ?? ""));
    let text = "";
    for (; this.at < this.source.length; this.at++) {
      const char = this.source[this.at] ?? "";
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

/** The replacement with `&`, `\1` and the like filled in. */
const filled = (by: string, groups: readonly (string | undefined)[]): string =>
  by.replace(/\\([0-9nt&\\])|\\([\s\S])|&/g, (whole, special?: string, other?: string) => {
    if (whole === "&") return groups[0] ?? "";
    if (special === "n") return "\n";
    if (special === "t") return "\t";
    if (special === "&" || special === "\\") return special;
    return special === undefined ? (other ?? "") : (groups[Number(special)] ?? "");
  });

const hits = (address: Address, number: number, last: boolean, text: string): boolean =>
  address.kind === "line" ? address.line === number : address.kind === "last" ? last : address.expression.test(text);

function applies(command: SedCommand, number: number, last: boolean, text: string): boolean {
  const { from, to } = command;
  let inside = from === undefined;
  if (from && !to) inside = hits(from, number, last, text);
  else if (from && to) {
    if (command.open) {
      inside = true;
      if (to.kind === "line" ? number >= to.line : hits(to, number, last, text)) command.open = false;
    } else if (hits(from, number, last, text)) {
      inside = true;
      command.open = to.kind === "line" ? to.line > number : !(to.kind === "last" && last);
    }
  }
  return inside !== command.negated;
}

/** Runs a script over lines. */
function edit(commands: SedCommand[], lines: readonly string[], quiet: boolean): string {
  let result = "";
  for (const [index, original] of lines.entries()) {
    const last = index === lines.length - 1;
    let text = original;
    let removed = false;
    let after = "";
    let ended = false;
    for (const command of commands) {
      if (!applies(command, index + 1, last, text)) continue;
      if (command.name === "s" && command.expression) {
        let count = 0;
        let changed = false;
        text = text.replace(command.expression, (...found: unknown[]) => {
          const groups = found.filter((one): one is string | undefined => typeof one === "string" || one === undefined);
          count++;
          if (command.which !== 0 && (command.which === undefined || count !== command.which)) return groups[0] ?? "";
          changed = true;
          return filled(command.by ?? "", groups);
        });
        if (changed && command.print) result += `${text}\n`;
      } else if (command.name === "y") {
        const [set, by] = [[...(command.text ?? "")], [...(command.by ?? "")]];
        text = [...text].map((char) => by[set.indexOf(char)] ?? char).join("");
      } else if (command.name === "p") result += `${text}\n`;
      else if (command.name === "=") result += `${index + 1}\n`;
      else if (command.name === "i") result += `${command.text}\n`;
      else if (command.name === "a") after += `${command.text}\n`;
      else if (command.name === "c") {
        result += `${command.text}\n`;
        removed = true;
      } else if (command.name === "d") removed = true;
      else if (command.name === "q") ended = true;
      if (removed || ended) break;
    }
    if (!removed && !quiet) result += `${text}\n`;
    result += after;
    if (ended) break;
  }
  return result;
}

export const sed = filter(
  {
    name: "sed",
    summary: "Change lines: replace text, print or delete some.",
    operands: [
      { name: "SCRIPT", required: false },
      { name: "FILE", required: false, many: true, live: "file" },
    ],
    options: [
      ["-n, --quiet", "Print only what p says."],
      ["-E, --regexp-extended", "Extended regular expressions."],
      ["-r", "As -E."],
      ["-i, --in-place", "Change the files themselves."],
      ["-e, --expression SCRIPT", "A script; may be given several times."],
    ],
    examples: ["sed 's/v1/v2/g' deployment.yaml"],
  },
  async (call, line) => {
    const scripts = line.texts("--expression");
    const [first, ...rest] = line.operands;
    if (scripts.length === 0 && first === undefined) {
      throw new Stop(1, "Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...");
    }
    const source = scripts.length > 0 ? scripts.join("\n") : (first ?? "");
    const paths = scripts.length > 0 ? line.operands : rest;
    const extended = line.on("--regexp-extended") || line.on("-r");
    const read = () => new SedReader(source, extended).read();
    read();
    if (line.on("--in-place") && paths.length === 0) throw new Stop(1, "sed: no input files");
    let status = 0;
    let stream = "";
    for (const path of paths.length > 0 ? paths : ["-"]) {
      const whole = pathOf(call, path);
      if (path !== "-" && !call.machine.files.stat(whole)) {
        call.err(`sed: can't read ${path}: No such file or directory\n`);
        status = 2;
        continue;
      }
      const text = await textOfFile(call, "sed", path);
      if (text === undefined) status = 2;
      else if (line.on("--in-place")) call.machine.files.write(whole, edit(read(), linesOf(text), line.on("--quiet")));
      else stream += text;
    }
    const lines = linesOf(stream);
    if (lines.length > 0) {
      const result = edit(read(), lines, line.on("--quiet"));
      if (result !== "") call.out(stream.endsWith("\n") ? result : result.replace(/\n$/, ""));
    }
    return status;
  },
);
