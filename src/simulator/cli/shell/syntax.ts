import { forEachChild, parse, type ParsedScript, type ParseError, type SyntaxNode } from "unbash";
import { Abandon } from "./control.ts";

/** Ends the line because the shell does not have a feature; it is named, nothing pretends to have worked. */
export const notSimulated = (feature: string): never => {
  throw new Abandon(2, `bash: ${feature}: not simulated`);
};

/** Levels of blocks, substitutions and groups that may be inside one another. */
const nestingLimit = 100;

const quoteOf: Record<string, string> = {
  "unterminated double quote": '"',
  "unterminated single quote": "'",
  "unterminated ANSI-C quote": "'",
  "unterminated backtick": "`",
  "unterminated command substitution": ")",
  "unterminated arithmetic expansion": ")",
  "unterminated arithmetic command": ")",
  "unterminated parameter expansion": "}",
  "unterminated process substitution": ")",
  "unterminated extended glob": ")",
};

/** The word or operator at a place of the source, as bash names it in faults. */
function tokenAt(source: string, pos: number): string | undefined {
  const rest = source.slice(pos).replace(/^[ \t]+/, "");
  if (rest.startsWith("\n")) return "newline";
  return /^(;;&|;;|;&|&&|\|\||\|&|&>>|&>|<<-|<<<|<<|>>|<&|>&|<>|>\||[;&|()<>]|[^\s;&|()<>]+)/.exec(rest)?.[1];
}

/** Whether the fault is that the text ended too early, so that another line may complete it. */
const endsEarly = (source: string, { message, pos }: ParseError): boolean => {
  if (message in quoteOf) return true;
  if (message === "expected redirect target" || message.startsWith("unexpected") || message.startsWith("maximum")) {
    return false;
  }
  return source.slice(pos).trim() === "";
};

/** Bash's words for what the parser found wrong. */
function faultText(source: string, fault: ParseError): string {
  const quote = quoteOf[fault.message];
  if (quote !== undefined) return `bash: unexpected EOF while looking for matching \`${quote}'`;
  if (fault.message.startsWith("maximum")) return "bash: syntax error: nested too deeply for this simulator";
  const named = /^unexpected token '([\s\S]*)'$/.exec(fault.message)?.[1];
  if (named !== undefined) return `bash: syntax error near unexpected token \`${named}'`;
  if (endsEarly(source, fault)) return "bash: syntax error: unexpected end of file";
  return `bash: syntax error near unexpected token \`${tokenAt(source, fault.pos) ?? "newline"}'`;
}

/** The first thing wrong in a script or in the substitutions inside it. */
function firstFault(script: ParsedScript): ParseError | undefined {
  let found = script.errors?.[0];
  const visit = (node: SyntaxNode, depth: number) => {
    if (found) return;
    if (depth > nestingLimit * 4) {
      found = { message: "maximum nesting depth exceeded", pos: node.pos };
      return;
    }
    if (node.type === "Script") found = (node as ParsedScript).errors?.[0];
    if (!found) forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  return found;
}

export interface SyntaxFault {
  message: string;
  /** Another line may complete the text. */
  incomplete: boolean;
}

/** Parses a command line; a fault is worded as bash words it. */
export function parseLine(source: string): { script: ParsedScript; fault: SyntaxFault | undefined } {
  const script = parse(source);
  const fault = firstFault(script);
  if (!fault) return { script, fault: undefined };
  return { script, fault: { message: faultText(source, fault), incomplete: endsEarly(source, fault) } };
}

/** A fault of syntax in everyday words. */
export function syntaxHelp({ message, incomplete }: SyntaxFault): string {
  if (message.includes("matching"))
    return "A quote or bracket was opened and never closed, so the shell cannot tell where the word ends.";
  if (incomplete) return "The line stops in the middle of a command: the shell waits for the rest.";
  return "The shell cannot read the line: an operator stands where a command or word should be.";
}

/** Whether a shell would ask for another line: an open quote, block, here-document or a backslash at the end. */
export function isIncomplete(source: string): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(source)) return true;
  const { script, fault } = parseLine(source);
  if (fault) return fault.incomplete;
  let open = false;
  const visit = (node: SyntaxNode) => {
    if (node.type === "HereDoc" && !node.closing) open = true;
    if (!open) forEachChild(node, visit);
  };
  visit(script);
  return open;
}

const unsupported = (node: SyntaxNode): string | undefined => {
  switch (node.type) {
    case "Statement":
      return node.background ? "background jobs (&)" : undefined;
    case "Coproc":
      return "coproc";
    case "Select":
      return "select";
    case "ProcessSubstitution":
      return `process substitution (${node.operator}(…))`;
    case "ExtendedGlob":
      return "extended patterns";
    case "ArrayValue":
      return "arrays";
    default:
      return undefined;
  }
};

/** What the shell does not have, if a script uses it; looked for before anything of the script runs. */
export function unsupportedIn(script: ParsedScript): string | undefined {
  let found: string | undefined;
  const visit = (node: SyntaxNode) => {
    found ??= unsupported(node);
    if (found === undefined) forEachChild(node, visit);
  };
  visit(script);
  return found;
}
