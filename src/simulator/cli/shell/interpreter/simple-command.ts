import type { Assignment, Command, Word } from "unbash";
import type { Expander } from "../expand.ts";
import type { ShellState } from "../shell-state.ts";
import { singleQuoted } from "../single-quoted.ts";
import { sinkOf, type Streams } from "../streams.ts";
import { notSimulated } from "../syntax.ts";
import type { CommandContext, Executor } from "./execution.ts";
import { redirected } from "./redirected.ts";
import { startCommand } from "./start-command.ts";

/** Executes `A=x name words >file`: assignments before a name hold only while its command does. */
export async function executeSimple(node: Command, context: CommandContext, executor: Executor): Promise<void> {
  await executor.step();
  const { state } = context;
  const expander = executor.expander(context);
  const before = state.status;
  state.substituted = false;
  const words = [...(node.name ? await expander.fields([node.name]) : []), ...(await argumentsOf(node.args, expander))];
  const assignments = node.prefix.filter((part): part is Assignment => part.type === "Assignment");
  await redirected(node.redirects, context, executor, async ({ streams }) => {
    if (words.length === 0) {
      for (const assignment of assignments) await assign(assignment, expander, state);
      if (!state.substituted) state.status = 0;
      return;
    }
    const hidden = new Map(assignments.map(({ name }) => [name, state.variables.get(name)]));
    for (const assignment of assignments) {
      await assign(assignment, expander, state);
      state.set(assignment.name, state.get(assignment.name) ?? "", true);
    }
    state.status = before;
    trace(words, state, streams);
    try {
      state.status = await startCommand(words, state, streams, executor);
    } finally {
      state.restore(hidden);
    }
  });
}

/** Words after the command's name; `export A=~/x` is an assignment there, and not split. */
async function argumentsOf(args: readonly (Word | Assignment)[], expander: Expander): Promise<string[]> {
  const words: string[] = [];
  for (const argument of args) {
    if (argument.type === "Word") words.push(...(await expander.fields([argument])));
    else if (argument.value.type === "ArrayValue" || argument.index) notSimulated("arrays");
    else words.push(`${argument.name}${argument.append ? "+" : ""}=${await expander.text(argument.value)}`);
  }
  return words;
}

async function assign({ name, value, append, index }: Assignment, expander: Expander, state: ShellState) {
  if (value.type === "ArrayValue" || index) return notSimulated("arrays");
  const text = await expander.text(value);
  state.set(name, append ? `${state.get(name) ?? ""}${text}` : text);
}

/** What `set -x` prints of a command. */
function trace(words: readonly string[], state: ShellState, streams: Streams): void {
  if (!state.options.has("xtrace")) return;
  const quotedWords = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : singleQuoted(word)));
  sinkOf(streams, 2)(`+ ${quotedWords.join(" ")}\n`);
}
