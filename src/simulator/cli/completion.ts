import type { CommandDefinition, LiveName, OptionDefinition } from "./definition.ts";
import { loadProgram } from "./load-program.ts";
import type { Session } from "./session.ts";
import { builtins } from "./shell/builtins/all.ts";
import { programTree, treeOf, type CommandNode } from "./shell/completion/command-tree.ts";
import { liveNames, nameLimit, type LiveContext } from "./shell/completion/live-names.ts";
import { readTyped, type TypedLine } from "./shell/completion/typed-line.ts";

/** What may be at the cursor. */
export interface Candidate {
  text: string;
  /** What kind of thing it is, to show beside it: a program, a value, or what it names in the world. */
  kind: "program" | "command" | "option" | "choice" | "variable" | LiveName;
  detail: string;
}

export interface Completion {
  /** The piece of the line that a candidate replaces. */
  from: number;
  to: number;
  candidates: Candidate[];
}

type Source = Iterable<Candidate>;

/**
 * What can be typed at the cursor: programs, their commands, options and values as the definitions have them, files, and
 * names that the world holds now. At most fifty, in the order of their kind.
 */
export async function complete(line: string, cursor: number, session: Session): Promise<Completion> {
  const typed = readTyped(line, cursor);
  const { prefix, source } = await candidatesFor(typed, session);
  // A word with quotes or backslashes is rewritten as a whole; within an open quote only what follows it.
  const from = typed.quote === "" && prefix === typed.word ? typed.from : cursor - prefix.length;
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const candidate of source) {
    if (seen.has(candidate.text)) continue;
    seen.add(candidate.text);
    candidates.push(typed.quote === "" ? { ...candidate, text: escaped(candidate.text) } : candidate);
    if (candidates.length >= nameLimit) break;
  }
  return { from, to: cursor, candidates };
}

const escaped = (text: string): string => text.replace(/[ '"\\$&;|<>()*?[\]#`]/g, "\\$&");

interface Found {
  /** The end of the word that candidates replace. */
  prefix: string;
  source: Source;
}

async function candidatesFor(typed: TypedLine, session: Session): Promise<Found> {
  const { words, word, redirection } = typed;
  const here: LiveContext = { host: session.host, folder: session.folder, registry: undefined, repository: undefined };
  const variable = /\$\{?([A-Za-z_]\w*)?$/.exec(word);
  if (variable && typed.quote !== "'") {
    return { prefix: variable[1] ?? "", source: variables(session, variable[1] ?? "") };
  }
  if (redirection) return { prefix: word, source: live("file", here, word) };
  const [name, ...rest] = words;
  if (name === "#") return { prefix: "", source: [] };
  if (name === undefined) {
    return { prefix: word, source: word.includes("/") ? live("file", here, word) : programs(session, word) };
  }
  const program = session.programs.get(name);
  const builtin = builtins.get(name)?.definition;
  const tree = program ? programTree(await loadProgram(program)) : builtin && treeOf([builtin]);
  return tree ? within(tree, rest, word, here) : { prefix: word, source: live("file", here, word) };
}

function* variables(session: Session, prefix: string): Source {
  for (const [name, value] of session.variables()) {
    if (name.startsWith(prefix)) yield { text: name, kind: "variable", detail: value };
  }
}

function* programs(session: Session, prefix: string): Source {
  const all = [
    ...[...session.programs.values()].map(({ name, summary }) => ({ name, summary })),
    ...[...builtins.values()].map(({ definition: { name, summary } }) => ({ name, summary })),
  ];
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, summary } of all) {
    if (name.startsWith(prefix)) yield { text: name, kind: "program", detail: summary };
  }
}

function* live(kind: LiveName, context: LiveContext, prefix: string): Source {
  for (const { text, detail } of liveNames(kind, context, prefix)) yield { text, kind, detail };
}

const takesValue = ({ value }: OptionDefinition): boolean => value !== undefined;

/** What was typed of a command: its options with their values, and its operands. */
interface Read {
  command: CommandDefinition | undefined;
  node: CommandNode;
  typed: { option: OptionDefinition; value: string | undefined }[];
  operands: string[];
  /** The option that the word at the cursor is a value of. */
  open: OptionDefinition | undefined;
}

function readWords(tree: CommandNode, words: readonly string[]): Read {
  const read: Read = { command: tree.command, node: tree, typed: [], operands: [], open: undefined };
  const optionOf = (flag: string) => read.command?.options.find(({ flags }) => flags.includes(flag));
  let at = 0;
  for (; at < words.length; at++) {
    const below = read.node.next.get(words[at] ?? "");
    if (!below) break;
    read.node = below;
    read.command = below.command;
  }
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    const [flag = "", ...value] = word.split("=");
    const option = word.startsWith("-") ? optionOf(flag) : undefined;
    if (!option) {
      if (!word.startsWith("-") && (!read.open || read.open.repeatable !== true)) read.operands.push(word);
    } else if (!takesValue(option)) read.typed.push({ option, value: undefined });
    else if (value.length > 0) read.typed.push({ option, value: value.join("=") });
    else {
      const next = words[at + 1];
      read.typed.push({ option, value: next });
      if (next === undefined) read.open = option;
      else at++;
    }
  }
  return read;
}

function within(tree: CommandNode, words: readonly string[], word: string, here: LiveContext): Found {
  const read = readWords(tree, words);
  const context = { ...here, ...named(read, here) };
  if (read.open) return { prefix: word, source: values(read.open, context, word) };
  const inline = /^(--?[\w-]+)=(.*)$/s.exec(word);
  const option = inline && read.command?.options.find(({ flags }) => flags.includes(inline[1] ?? ""));
  if (inline && option) return { prefix: inline[2] ?? "", source: values(option, context, inline[2] ?? "") };
  if (word.startsWith("-")) return { prefix: word, source: options(read, word) };
  return { prefix: word, source: rest(read, context, word) };
}

/** The registry and the repository that other words of the line name. */
function named({ typed, operands, command }: Read, { host }: LiveContext): Partial<LiveContext> {
  const valueOf = (kind: LiveName) => typed.find(({ option }) => option.live === kind)?.value;
  const at = command?.operands?.findIndex((operand) => operand.live === "registry") ?? -1;
  const registry = (valueOf("registry") ?? (at === -1 ? undefined : operands[at]))?.toLowerCase().split(".")[0];
  const repository = valueOf("repository");
  return {
    ...(registry !== undefined && host.world.has("registry", registry) && { registry }),
    ...(repository !== undefined && { repository }),
  };
}

function* values(option: OptionDefinition, context: LiveContext, prefix: string): Source {
  for (const text of option.choices ?? []) {
    if (text.toLowerCase().startsWith(prefix.toLowerCase())) yield { text, kind: "choice", detail: option.help };
  }
  if (!option.choices && option.value === undefined) return;
  if (option.live) yield* live(option.live, context, prefix);
  else if (!option.choices && /file|path|dir/i.test(option.value ?? "")) yield* live("file", context, prefix);
}

function* options({ command, typed }: Read, prefix: string): Source {
  for (const option of command?.options ?? []) {
    if (option.hidden || (!option.repeatable && typed.some((entry) => entry.option === option))) continue;
    const text = option.flags.find((flag) => flag.startsWith(prefix));
    if (text !== undefined) yield { text, kind: "option", detail: option.help };
  }
}

/** Sub-commands, then what the operand at the cursor names. */
function* rest({ node, command, operands }: Read, context: LiveContext, prefix: string): Source {
  for (const [text, below] of [...node.next].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!text.startsWith(prefix) || below.command?.hidden) continue;
    yield { text, kind: "command", detail: below.command?.summary ?? [...below.next.keys()].slice(0, 4).join(", ") };
  }
  const list = command?.operands ?? [];
  const last = list.at(-1);
  const operand = list[operands.length] ?? (last?.many ? last : undefined);
  if (operand?.live) yield* live(operand.live, context, prefix);
  else if (operand && /file|path/i.test(operand.name)) yield* live("file", context, prefix);
}
