import {
  parse,
  type ArithmeticExpansionPart,
  type ArithmeticExpression,
  type CommandExpansionPart,
  type DoubleQuotedChild,
  type ParsedScript,
  type Word,
  type WordPart,
} from "unbash";
import type { FileSystem } from "../file-system.ts";
import { evaluate } from "./arithmetic.ts";
import { expandBraces } from "./braces.ts";
import { byteLimit, CommandFault, fieldLimit, tooMuch } from "./control.ts";
import { escapePattern, globPaths, isPattern, unescapePattern } from "./glob.ts";
import { expandParameter, parameterValue } from "./parameters.ts";
import type { ShellState } from "./shell-state.ts";
import { notSimulated } from "./syntax.ts";
import { joined, quoted, splitWords, unquoted, type Piece } from "./word-splitting.ts";

/** What expansion needs besides the state. */
export interface ExpansionTools {
  files: FileSystem;
  home: string;
  now(): number;
  /** A number below 32768 for `$RANDOM`. */
  random(): number;
  /** Runs a substitution and gives what it printed. */
  substitute(script: ParsedScript): Promise<string>;
}

const tildeOf = (word: Word): string | undefined => {
  if (!word.text.startsWith("~")) return undefined;
  const first = word.parts?.[0];
  if (first && first.type !== "Literal") return undefined;
  const prefix = /^~[^/\\]*/.exec(first ? first.text : word.text)?.[0] ?? "~";
  // `~"x"` is not a home folder, `~/"x"` is.
  const whole = first === undefined || word.parts?.length === 1 || prefix.length < first.text.length;
  return whole ? prefix : undefined;
};

/** Expands words in the order of bash: braces, tilde, parameters and substitutions, splitting, paths. */
export class Expander {
  constructor(
    private readonly tools: ExpansionTools,
    readonly state: ShellState,
  ) {}

  /** The arguments that words stand for. */
  async fields(words: readonly Word[]): Promise<string[]> {
    const fields: string[] = [];
    for (const word of words) {
      for (const candidate of this.braced(word)) {
        fields.push(...(await this.wordFields(candidate)));
        if (fields.length > fieldLimit) tooMuch("argument list");
      }
    }
    return fields;
  }

  /** A word as one text: no braces, no splitting, no paths. Used for assignments, redirections, `case`. */
  async text(word: Word | undefined): Promise<string> {
    if (!word) return "";
    return joined(await this.pieces(word));
  }

  /** A word as a shell pattern, in which quoted text is literal. */
  async pattern(word: Word | undefined): Promise<string> {
    if (!word) return "";
    const pieces = await this.pieces(word);
    return pieces.map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join("");
  }

  /** The body of a here-document: as inside double quotes. */
  async body(wordParts: readonly WordPart[]): Promise<string> {
    return joined(await this.quotedPieces(wordParts as readonly DoubleQuotedChild[]));
  }

  async arithmetic(expression: ArithmeticExpression | undefined): Promise<bigint> {
    if (!expression) return 0n;
    return evaluate(expression, {
      get: (name) => parameterValue(name, this.state, this.tools),
      set: (name, value) => this.state.set(name, value),
      expand: async (word) => {
        if (word.type === "ArithmeticCommandExpansion") {
          return word.script ? await this.tools.substitute(word.script) : "";
        }
        if (word.parts) return joined(await this.partPieces(word.parts));
        // The parser takes `$1` there as it stands.
        return /[$`"'\\]/.test(word.value) ? this.text(wordOf(word.value)[0]) : word.value;
      },
    });
  }

  private braced(word: Word): readonly Word[] {
    if (!word.parts?.some(({ type }) => type === "BraceExpansion")) return [word];
    const texts = expandBraces(word.text);
    if (texts.length === 1 && texts[0] === word.text) return [word];
    return texts.flatMap((text) => wordOf(text));
  }

  private async wordFields(word: Word): Promise<string[]> {
    const pieces = await this.pieces(word);
    const fields = splitWords(pieces, this.state.get("IFS") ?? " \t\n");
    return fields.flatMap(({ pattern }) => {
      if (isPattern(pattern) && !this.state.options.has("noglob")) {
        const paths = globPaths(this.tools.files, pattern, this.state.folder, fieldLimit);
        if (paths.length > 0) return paths;
      }
      return [unescapePattern(pattern)];
    });
  }

  private async pieces(word: Word): Promise<Piece[]> {
    const tilde = tildeOf(word);
    const home = tilde === undefined ? undefined : this.homeOf(tilde);
    const pieces = word.parts ? await this.partPieces(word.parts) : [quoted(word.value)];
    if (tilde === undefined || home === undefined) return pieces;
    const [first, ...rest] = pieces;
    return [quoted(home + (first?.text ?? "").slice(tilde.length)), ...rest];
  }

  private homeOf(tilde: string): string | undefined {
    if (tilde === "~") return this.state.get("HOME") ?? this.tools.home;
    if (tilde === "~+") return this.state.folder;
    if (tilde === "~-") return this.state.get("OLDPWD");
    return tilde === "~learner" ? this.tools.home : undefined;
  }

  private async partPieces(wordParts: readonly WordPart[]): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of wordParts) pieces.push(...(await this.partPiece(part)));
    return pieces;
  }

  private async partPiece(part: WordPart): Promise<Piece[]> {
    switch (part.type) {
      case "Literal":
      case "SingleQuoted":
      case "AnsiCQuoted":
        return [quoted(part.value)];
      case "Glob":
        if (part.kind !== "bracket") return [unquoted(part.text)];
        return [unquoted("["), ...(await this.bracketPieces(part.parts)), unquoted("]")];
      case "DoubleQuoted":
      case "LocaleString": {
        const inside = await this.quotedPieces(part.parts);
        // An empty pair of quotes is a word of its own, "$@" of nothing is none.
        return inside.length > 0 || part.parts.length > 0 ? inside : [quoted("")];
      }
      case "BraceExpansion":
        return part.parts ? this.partPieces(part.parts) : [quoted(part.text)];
      case "ProcessSubstitution":
        return notSimulated("process substitution");
      case "ExtendedGlob":
        return notSimulated("extended patterns");
      default:
        return this.expansion(part, false);
    }
  }

  private async bracketPieces(wordParts: readonly WordPart[]): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of wordParts) {
      // An escape stays one, so that `[a\-z]` is no range.
      if (part.type === "Literal") pieces.push(unquoted(part.text));
      else pieces.push(...(await this.partPiece(part)));
    }
    return pieces;
  }

  private async quotedPieces(wordParts: readonly DoubleQuotedChild[]): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of wordParts) {
      if (part.type === "Literal") pieces.push(quoted(part.value));
      else pieces.push(...(await this.expansion(part, true)));
    }
    return pieces;
  }

  private async expansion(part: Exclude<DoubleQuotedChild, { type: "Literal" }>, inQuotes: boolean): Promise<Piece[]> {
    const piece = (text: string): Piece => ({ text, quoted: inQuotes, split: !inQuotes });
    switch (part.type) {
      case "CommandExpansion":
        return [piece(await this.substitution(part))];
      case "ArithmeticExpansion":
        return [piece(await this.arithmeticText(part))];
      case "SimpleExpansion":
      case "ParameterExpansion": {
        const name = part.type === "SimpleExpansion" ? part.text.slice(1) : part.parameter;
        const plain = part.type === "SimpleExpansion" || (!part.operation && !part.prefix && !part.index);
        if (plain && (name === "@" || (name === "*" && !inQuotes))) {
          const { positional } = this.state;
          return positional.map((text, index) => ({ ...piece(text), end: index < positional.length - 1 }));
        }
        const text =
          part.type === "SimpleExpansion"
            ? this.known(name)
            : await expandParameter(part, this.state, this.tools, {
                text: (word) => this.text(word),
                pattern: (word) => this.pattern(word),
                number: async (word) => Number(await this.arithmetic(arithmeticOf(await this.text(word)))),
              });
        if (text.length > byteLimit) tooMuch(name);
        return [piece(text)];
      }
    }
  }

  private known(name: string): string {
    const value = parameterValue(name, this.state, this.tools);
    if (value === undefined && this.state.options.has("nounset") && !/^[@*#?$!-]$/.test(name)) {
      throw new CommandFault(`bash: ${name}: unbound variable`);
    }
    return value ?? "";
  }

  private async substitution(part: CommandExpansionPart): Promise<string> {
    return part.script ? this.tools.substitute(part.script) : "";
  }

  private async arithmeticText(part: ArithmeticExpansionPart): Promise<string> {
    return String(await this.arithmetic(part.expression));
  }
}

/** Parses text as one word of a command. */
function wordOf(text: string): Word[] {
  const script = parse(`: ${text}`);
  const command = script.commands[0]?.command;
  if (script.errors?.length || command?.type !== "Command") return [];
  return command.suffix.filter((part): part is Word => part.type === "Word");
}

/** Parses text as an arithmetic expression, e.g. the offset of `${x:1}`. */
export function arithmeticOf(text: string): ArithmeticExpression | undefined {
  const part = wordOf(`$((${text}))`)[0]?.parts?.[0];
  return part?.type === "ArithmeticExpansion" ? part.expression : undefined;
}
