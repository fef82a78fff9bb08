import type { CommandNode, Pipeline } from "unbash";
import { byteLimit, tooMuch } from "../control.ts";
import { Collector, sinkOf, withInput, withOutput } from "../streams.ts";
import { failEarly, type CommandContext, type Executor } from "./execution.ts";
import { inSubshell } from "./subshell.ts";

/** Executes one command or several with pipes between them, and what `!` and `time` add. */
export async function executePipeline(
  node: CommandNode | Pipeline,
  context: CommandContext,
  executor: Executor,
): Promise<void> {
  if (node.type !== "Pipeline") {
    await executor.node(node, context);
    return;
  }
  const { state, streams } = context;
  const negated = node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
  const timed = node.prefixes.some(({ type }) => type === "Time");
  const started = executor.machine.now();
  const inside = { ...context, tested: context.tested || negated };
  if (node.commands.length === 1 && node.commands[0]) await executor.node(node.commands[0], inside);
  else await executeStages(node, inside, executor);
  if (negated) state.status = state.status === 0 ? 1 : 0;
  if (timed) sinkOf(streams, 2)(timeText(executor.machine.now() - started));
}

/** Executes the commands of a pipe in order; each gets what the one before printed. */
async function executeStages(
  { commands, operators }: Pipeline,
  context: CommandContext,
  executor: Executor,
): Promise<void> {
  let streams = context.streams;
  let failure = 0;
  for (const [index, command] of commands.entries()) {
    const last = index === commands.length - 1;
    const pipe = new Collector(byteLimit, () => tooMuch("pipe"));
    const piped = last ? streams : withOutput(streams, pipe.sink);
    const both = operators[index] === "|&" ? { ...piped, sinks: new Map(piped.sinks).set(2, pipe.sink) } : piped;
    const state = context.state.copy();
    await inSubshell(state, () =>
      executor.node(command, { ...context, state, streams: { ...both, live: last ? both.live : undefined } }),
    );
    if (state.status !== 0) failure = state.status;
    context.state.status = state.status;
    streams = withInput(context.streams, pipe.bytes);
  }
  if (context.state.options.has("pipefail") && context.state.status === 0) context.state.status = failure;
  failEarly(context);
}

/** What `time` prints. No machine computes here, so the time of user and system is none. */
const timeText = (milliseconds: number): string => {
  const clockText = (ms: number) => `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;
  return `\nreal\t${clockText(milliseconds)}\nuser\t${clockText(0)}\nsys\t${clockText(0)}\n`;
};
