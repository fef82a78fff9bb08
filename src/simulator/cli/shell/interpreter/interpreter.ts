import type { CommandNode, CompoundList, ParsedScript, Statement } from "unbash";
import type { Machine } from "../../machine.ts";
import type { Explanation, InstalledProgram } from "../../program.ts";
import type { Builtin } from "../builtin.ts";
import { Budget, byteLimit, CommandFault, tooMuch } from "../control.ts";
import { Expander } from "../expand.ts";
import type { ShellState } from "../shell-state.ts";
import type { ProgramTools } from "../start-program.ts";
import { Collector, sinkOf, textOf, withOutput, type Streams } from "../streams.ts";
import { notSimulated, parseLine, syntaxHelp, unsupportedIn } from "../syntax.ts";
import { executeCompound } from "./compound-command.ts";
import { failEarly, type CommandContext, type Executor } from "./execution.ts";
import { executePipeline } from "./pipeline.ts";
import { redirected } from "./redirected.ts";
import { defineFunction } from "./shell-function.ts";
import { executeSimple } from "./simple-command.ts";
import { startCommand } from "./start-command.ts";
import { inSubshell, nested } from "./subshell.ts";

export interface InterpreterParts {
  machine: Machine;
  programs: ReadonlyMap<string, InstalledProgram>;
  builtins: ReadonlyMap<string, Builtin>;
  signal: AbortSignal;
  explain(explanation: Explanation): void;
  history(): readonly string[];
  forgetHistory(): void;
  /** What a builtin needs from the code that shows the terminal. */
  notify(request: "clear" | "exit"): void;
}

/** Executes what was parsed, as bash does. */
export class Interpreter implements Executor {
  private readonly budget: Budget;

  constructor(private readonly services: InterpreterParts) {
    this.budget = new Budget(services.signal);
  }

  get machine(): Machine {
    return this.services.machine;
  }

  get programs(): ReadonlyMap<string, InstalledProgram> {
    return this.services.programs;
  }

  get builtins(): ReadonlyMap<string, Builtin> {
    return this.services.builtins;
  }

  get tools(): ProgramTools {
    return this.services;
  }

  history(): readonly string[] {
    return this.services.history();
  }

  forgetHistory(): void {
    this.services.forgetHistory();
  }

  signal(request: "clear" | "exit"): void {
    this.services.notify(request);
  }

  step(): Promise<void> {
    return this.budget.step();
  }

  /** Executes shell text; faults of syntax are worded as bash words them. */
  async source(text: string, state: ShellState, streams: Streams): Promise<number> {
    const { script, fault } = parseLine(text);
    if (fault) {
      sinkOf(streams, 2)(`${fault.message}\n`);
      this.services.explain({ code: "ShellSyntax", text: syntaxHelp(fault) });
      return (state.status = 2);
    }
    // An empty line leaves $? as it was.
    if (script.commands.length === 0) return 0;
    const missing = unsupportedIn(script);
    if (missing !== undefined) {
      this.services.explain({
        code: "NotSimulated",
        text: `This shell doesn't support ${missing}. No part of the line was run.`,
        next: "`help` lists its options.",
      });
      return notSimulated(missing);
    }
    return nested(state, () => this.script(script, { state, streams, text, tested: false }));
  }

  async start(words: readonly string[], state: ShellState, streams: Streams): Promise<number> {
    await this.step();
    return (state.status = await startCommand(words, state, streams, this));
  }

  private async script(script: Pick<ParsedScript, "commands">, context: CommandContext): Promise<number> {
    for (const statement of script.commands) await this.statement(statement, context);
    return context.state.status;
  }

  async list(list: CompoundList, context: CommandContext): Promise<number> {
    if (list.commands.length === 0) return (context.state.status = 0);
    return this.script(list, context);
  }

  private async statement({ command, background }: Statement, context: CommandContext): Promise<void> {
    if (background) notSimulated("background jobs (&)");
    const { state } = context;
    if (command.type !== "AndOr") {
      await executePipeline(command, context, this);
      return;
    }
    for (const [index, child] of command.commands.entries()) {
      const operator = command.operators[index - 1];
      if (operator === "&&" && state.status !== 0) continue;
      if (operator === "||" && state.status === 0) continue;
      const last = index === command.commands.length - 1;
      await executePipeline(child, { ...context, tested: context.tested || !last }, this);
    }
  }

  /** Executes one command of any kind. What ends it in words lets the line go on. */
  async node(node: CommandNode, context: CommandContext): Promise<void> {
    const { state, streams } = context;
    try {
      if (node.type === "Command") await executeSimple(node, context, this);
      else if (node.type === "Function") defineFunction(node, context);
      else if (node.type === "Redirected") {
        await redirected(node.redirects, context, this, (inside) => executeCompound(node.command, inside, this));
      } else if (node.type === "Coproc") notSimulated("coproc");
      else await executeCompound(node, context, this);
    } catch (error) {
      if (!(error instanceof CommandFault)) throw error;
      sinkOf(streams, 2)(`${error.message}\n`);
      state.status = error.status;
    }
    if (node.type === "Command") failEarly(context);
  }

  expander(context: CommandContext): Expander {
    const { machine } = this;
    return new Expander(
      {
        files: machine.files,
        home: machine.home,
        now: () => machine.now(),
        random: () => {
          const [high = 0, low = 0] = machine.random("shell", 2);
          return ((high << 8) | low) & 0x7fff;
        },
        substitute: (script) => this.substitute(script, context),
      },
      context.state,
    );
  }

  /** `$(script)`: what it prints, without the ends of lines at its end. */
  private async substitute(script: ParsedScript, context: CommandContext): Promise<string> {
    const state = context.state.copy();
    const collected = new Collector(byteLimit, () => tooMuch("command substitution"));
    const streams = withOutput(context.streams, collected.sink);
    const text = script.source ?? context.text;
    await inSubshell(state, () => this.script(script, { state, streams, text, tested: true }));
    context.state.status = state.status;
    context.state.substituted = true;
    return textOf(collected.bytes).replaceAll("\0", "").replace(/\n+$/, "");
  }
}
