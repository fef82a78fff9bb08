import {
  type Assignment,
  type Command,
  type CommandNode,
  type CompoundCommand,
  type CompoundList,
  type Function as FunctionNode,
  type ParsedScript,
  type Pipeline,
  type Redirection,
  type Statement,
  type Word,
} from "unbash";
import type { Machine } from "../machine.ts";
import type { Explanation, Program } from "../program.ts";
import type { Builtin, ShellServices } from "./builtin.ts";
import { testExpression } from "./conditions.ts";
import { Abandon, Budget, byteLimit, CommandFault, depthLimit, Leave, tooMuch } from "./control.ts";
import { Expander, type ExpansionTools } from "./expand.ts";
import { matches } from "./glob.ts";
import { openRedirections } from "./redirections.ts";
import type { ShellState } from "./shell-state.ts";
import { callOf, concluded, startProgram } from "./start-program.ts";
import { Collector, sinkOf, textOf, withInput, withOutput, type Streams } from "./streams.ts";
import { notSimulated, parseLine, unsupportedIn } from "./syntax.ts";
import { scriptOf, unknownCommand } from "./unknown-command.ts";

export interface InterpreterParts {
  machine: Machine;
  programs: ReadonlyMap<string, Program>;
  builtins: ReadonlyMap<string, Builtin>;
  signal: AbortSignal;
  explain(explanation: Explanation): void;
  history(): readonly string[];
  forgetHistory(): void;
  /** What a builtin asks of whoever shows the terminal. */
  notify(what: "clear" | "exit"): void;
}

/** Where a command runs. */
interface Context {
  state: ShellState;
  streams: Streams;
  /** Text that positions of the parsed nodes count in. */
  text: string;
  /** Its status is being asked for (`if`, `&&`, `!`), so `set -e` lets a failure pass. */
  tested: boolean;
}

/** Runs what was parsed, as bash runs it. */
export class Interpreter implements ShellServices {
  private readonly budget: Budget;

  constructor(private readonly parts: InterpreterParts) {
    this.budget = new Budget(parts.signal);
  }

  get machine(): Machine {
    return this.parts.machine;
  }

  get programs(): ReadonlyMap<string, Program> {
    return this.parts.programs;
  }

  get builtins(): ReadonlyMap<string, Builtin> {
    return this.parts.builtins;
  }

  history(): readonly string[] {
    return this.parts.history();
  }

  forgetHistory(): void {
    this.parts.forgetHistory();
  }

  signal(what: "clear" | "exit"): void {
    this.parts.notify(what);
  }

  /** Runs shell text; faults of syntax are worded as bash words them. */
  async source(text: string, state: ShellState, streams: Streams): Promise<number> {
    const { script, fault } = parseLine(text);
    if (fault) {
      sinkOf(streams, 2)(`${fault.message}\n`);
      this.parts.explain({ code: "ShellSyntax", text: syntaxHelp(fault.message, fault.incomplete) });
      return (state.status = 2);
    }
    // An empty line says nothing about success and leaves $? alone.
    if (script.commands.length === 0) return 0;
    const missing = unsupportedIn(script);
    if (missing !== undefined) {
      this.parts.explain({
        code: "NotSimulated",
        text: `This shell does not have ${missing}. Nothing of the line was run.`,
        next: "`help` lists what it has.",
      });
      return notSimulated(missing);
    }
    return this.nested(state, () => this.script(script, { state, streams, text, tested: false }));
  }

  async start(words: readonly string[], state: ShellState, streams: Streams): Promise<number> {
    await this.budget.step();
    return (state.status = await this.command(words, state, streams));
  }

  private async nested<T>(state: ShellState, work: () => Promise<T>): Promise<T> {
    if (state.depth >= depthLimit) {
      throw new Abandon(2, `bash: maximum nesting level exceeded (${depthLimit})`);
    }
    state.depth++;
    try {
      return await work();
    } finally {
      state.depth--;
    }
  }

  private async script(script: Pick<ParsedScript, "commands">, context: Context): Promise<number> {
    for (const statement of script.commands) await this.statement(statement, context);
    return context.state.status;
  }

  private async list(list: CompoundList, context: Context): Promise<number> {
    if (list.commands.length === 0) return (context.state.status = 0);
    return this.script(list, context);
  }

  private async statement({ command, background }: Statement, context: Context): Promise<void> {
    if (background) notSimulated("background jobs (&)");
    const { state } = context;
    if (command.type !== "AndOr") {
      await this.pipeline(command, context);
      return;
    }
    for (const [index, one] of command.commands.entries()) {
      const operator = command.operators[index - 1];
      if (operator === "&&" && state.status !== 0) continue;
      if (operator === "||" && state.status === 0) continue;
      await this.pipeline(one, { ...context, tested: context.tested || index < command.commands.length - 1 });
    }
  }

  private async pipeline(node: CommandNode | Pipeline, context: Context): Promise<void> {
    const { state } = context;
    if (node.type !== "Pipeline") {
      await this.node(node, context);
      return;
    }
    const negated = node.prefixes.filter(({ type }) => type === "Negation").length % 2 === 1;
    const timed = node.prefixes.some(({ type }) => type === "Time");
    const started = this.machine.now();
    const inside = { ...context, tested: context.tested || negated };
    if (node.commands.length === 1 && node.commands[0]) await this.node(node.commands[0], inside);
    else await this.stages(node, inside);
    if (negated) state.status = state.status === 0 ? 1 : 0;
    if (timed) sinkOf(context.streams, 2)(timeText(this.machine.now() - started));
  }

  /** Runs the commands of a pipe one after the other; each gets what the one before printed. */
  private async stages({ commands, operators }: Pipeline, context: Context): Promise<void> {
    let streams = context.streams;
    let failure = 0;
    for (const [index, command] of commands.entries()) {
      const last = index === commands.length - 1;
      const pipe = new Collector(byteLimit, () => tooMuch("pipe"));
      const piped = last ? streams : withOutput(streams, pipe.sink);
      const both = operators[index] === "|&" ? { ...piped, sinks: new Map(piped.sinks).set(2, pipe.sink) } : piped;
      const state = context.state.copy();
      await this.subshell(state, () =>
        this.node(command, { ...context, state, streams: { ...both, live: last ? both.live : undefined } }),
      );
      if (state.status !== 0) failure = state.status;
      context.state.status = state.status;
      streams = withInput(context.streams, pipe.bytes);
    }
    if (context.state.options.has("pipefail") && context.state.status === 0) context.state.status = failure;
    this.failEarly(context);
  }

  /** What leaves a subshell ends only it. */
  private async subshell(state: ShellState, work: () => Promise<unknown>): Promise<void> {
    try {
      await this.nested(state, work);
    } catch (error) {
      if (!(error instanceof Leave)) throw error;
      if (error.kind === "exit" || error.kind === "return") state.status = error.value;
    }
  }

  private failEarly({ state, tested }: Context): void {
    if (state.options.has("errexit") && !tested && state.status !== 0) throw new Leave("exit", state.status);
  }

  private async node(node: CommandNode, context: Context): Promise<void> {
    const { state, streams } = context;
    try {
      if (node.type === "Command") await this.simple(node, context);
      else if (node.type === "Function") this.define(node, context);
      else if (node.type === "Redirected") {
        await this.redirected(node.redirects, context, (inside) => this.compound(node.command, inside));
      } else if (node.type === "Coproc") notSimulated("coproc");
      else await this.compound(node, context);
    } catch (error) {
      if (!(error instanceof CommandFault)) throw error;
      sinkOf(streams, 2)(`${error.message}\n`);
      state.status = error.status;
    }
    if (node.type === "Command") this.failEarly(context);
  }

  private define({ name, pos, end }: FunctionNode, { state, text }: Context): void {
    state.functions.set(name.value, text.slice(pos, end));
    state.status = 0;
  }

  private async redirected(
    redirections: readonly Redirection[],
    context: Context,
    work: (inside: Context) => Promise<void>,
  ): Promise<void> {
    const expander = this.expander(context.state);
    const opened = await openRedirections(redirections, context.streams, expander, this.machine.files);
    try {
      await work({ ...context, streams: opened.streams });
    } finally {
      opened.close();
    }
  }

  private async compound(node: CompoundCommand, context: Context): Promise<void> {
    const { state } = context;
    await this.budget.step();
    switch (node.type) {
      case "BraceGroup":
        await this.list(node.body, context);
        return;
      case "Subshell": {
        const inside = state.copy();
        await this.subshell(inside, () => this.list(node.body, { ...context, state: inside }));
        state.status = inside.status;
        return;
      }
      case "If": {
        const test = { ...context, tested: true };
        for (const { clause, then } of [node, ...node.elif]) {
          if ((await this.list(clause, test)) === 0) {
            await this.list(then, context);
            return;
          }
        }
        state.status = 0;
        if (node.else) await this.list(node.else, context);
        return;
      }
      case "For": {
        const values = node.wordlist ? await this.expander(state).fields(node.wordlist) : state.positional;
        state.status = 0;
        await this.loop(values.values(), context, async (value) => {
          state.set(node.name.value, value);
          await this.list(node.body, context);
          return true;
        });
        return;
      }
      case "While": {
        let status = 0;
        await this.loop(endless(), context, async () => {
          const held = (await this.list(node.clause, { ...context, tested: true })) === 0;
          if (held !== (node.kind === "while")) return false;
          status = await this.list(node.body, context);
          return true;
        });
        state.status = status;
        return;
      }
      case "ArithmeticFor": {
        const expander = this.expander(state);
        await expander.arithmetic(node.initialize);
        state.status = 0;
        let first = true;
        await this.loop(endless(), context, async () => {
          if (!first) await expander.arithmetic(node.update);
          first = false;
          if (node.test && (await expander.arithmetic(node.test)) === 0n) return false;
          await this.list(node.body, context);
          return true;
        });
        return;
      }
      case "Case": {
        const expander = this.expander(state);
        const text = await expander.text(node.word);
        state.status = 0;
        let through = false;
        for (const { pattern, body, terminator } of node.items) {
          let hit = through;
          for (const one of pattern) hit ||= matches(await expander.pattern(one), text);
          if (!hit) continue;
          await this.list(body, context);
          through = terminator === ";&";
          if (!through && terminator !== ";;&") return;
        }
        return;
      }
      case "TestCommand": {
        const tools = { files: this.machine.files, home: this.machine.home };
        state.status = (await testExpression(node.expression, this.expander(state), tools)) ? 0 : 1;
        this.failEarly(context);
        return;
      }
      case "ArithmeticCommand":
        state.status = (await this.expander(state).arithmetic(node.expression)) === 0n ? 1 : 0;
        this.failEarly(context);
        return;
      case "Select":
        notSimulated("select");
    }
  }

  /** Goes through values until the body says no; `break` and `continue` count the loops they leave. */
  private async loop<T>(values: Iterator<T>, { state }: Context, body: (value: T) => Promise<boolean>): Promise<void> {
    state.loops++;
    try {
      for (let next = values.next(); !next.done; next = values.next()) {
        await this.budget.step();
        try {
          if (!(await body(next.value))) return;
        } catch (error) {
          if (!(error instanceof Leave) || (error.kind !== "break" && error.kind !== "continue")) throw error;
          state.status = 0;
          if (error.value > 1 && state.loops > 1) throw new Leave(error.kind, error.value - 1);
          if (error.kind === "break") return;
        }
      }
    } finally {
      state.loops--;
    }
  }

  private expander(state: ShellState): Expander {
    const { machine } = this;
    const tools: ExpansionTools = {
      files: machine.files,
      home: machine.home,
      now: () => machine.now(),
      random: () => {
        const [high = 0, low = 0] = machine.random("shell", 2);
        return ((high << 8) | low) & 0x7fff;
      },
      substitute: (script, from) => this.substitute(script, from),
    };
    return new Expander(tools, state);
  }

  private streamsOf = new WeakMap<ShellState, { streams: Streams; text: string }>();

  private async substitute(script: ParsedScript, from: ShellState): Promise<string> {
    const around = this.streamsOf.get(from);
    if (!around) return "";
    const state = from.copy();
    const held = new Collector(byteLimit, () => tooMuch("command substitution"));
    const streams = withOutput(around.streams, held.sink);
    const text = script.source ?? around.text;
    this.streamsOf.set(state, { streams, text });
    await this.subshell(state, () => this.script(script, { state, streams, text, tested: true }));
    from.status = state.status;
    from.substituted = true;
    return textOf(held.bytes).replaceAll("\0", "").replace(/\n+$/, "");
  }

  private async simple(node: Command, context: Context): Promise<void> {
    await this.budget.step();
    const { state } = context;
    this.streamsOf.set(state, { streams: context.streams, text: context.text });
    const expander = this.expander(state);
    const before = state.status;
    state.substituted = false;
    const words = [
      ...(node.name ? await expander.fields([node.name]) : []),
      ...(await this.argumentsOf(node.args, expander)),
    ];
    const assignments = node.prefix.filter((one): one is Assignment => one.type === "Assignment");
    await this.redirected(node.redirects, context, async ({ streams }) => {
      if (words.length === 0) {
        for (const one of assignments) await this.assign(one, expander, state);
        if (!state.substituted) state.status = 0;
        return;
      }
      const hidden = new Map(assignments.map(({ name }) => [name, state.variables.get(name)]));
      for (const one of assignments) {
        await this.assign(one, expander, state);
        state.set(one.name, state.get(one.name) ?? "", true);
      }
      state.status = before;
      this.trace(words, state, streams);
      try {
        state.status = await this.command(words, state, streams);
      } finally {
        for (const [name, variable] of hidden) {
          if (variable) state.variables.set(name, variable);
          else state.variables.delete(name);
        }
      }
    });
  }

  private trace(words: readonly string[], state: ShellState, streams: Streams): void {
    if (!state.options.has("xtrace")) return;
    const shown = words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`));
    sinkOf(streams, 2)(`+ ${shown.join(" ")}\n`);
  }

  /** Words after the command's name; `export A=~/x` is an assignment there, and not split. */
  private async argumentsOf(args: readonly (Word | Assignment)[], expander: Expander): Promise<string[]> {
    const words: string[] = [];
    for (const one of args) {
      if (one.type === "Word") words.push(...(await expander.fields([one])));
      else if (one.value.type === "ArrayValue" || one.index) notSimulated("arrays");
      else words.push(`${one.name}${one.append ? "+" : ""}=${await expander.text(one.value)}`);
    }
    return words;
  }

  private async assign({ name, value, append, index }: Assignment, expander: Expander, state: ShellState) {
    if (value.type === "ArrayValue" || index) return notSimulated("arrays");
    const text = await expander.text(value);
    state.set(name, append ? `${state.get(name) ?? ""}${text}` : text);
  }

  /** Starts a function, a builtin, a program or a script, in that order. */
  private async command(words: readonly string[], state: ShellState, streams: Streams): Promise<number> {
    const [name = "", ...args] = words;
    const { machine, signal, explain } = this.parts;
    const body = state.functions.get(name);
    if (body !== undefined) return this.callFunction(body, args, state, streams);
    const plain = /^(?:\/usr)?(?:\/local)?\/bin\/([^/]+)$/.exec(name)?.[1] ?? name;
    const builtin = this.builtins.get(plain);
    if (builtin && (plain === name || builtin.external || builtin.alsoProgram)) {
      const call = callOf(args, state, streams, { machine, signal, explain });
      const whole = Object.defineProperties({ state, streams, shell: this as ShellServices }, descriptors(call));
      return concluded(`bash: ${plain}`, call, () => builtin.execute(whole as Parameters<Builtin["execute"]>[0]));
    }
    const program = this.programs.get(plain);
    if (program) return startProgram(program, args, state, streams, { machine, signal, explain });
    const script = name.includes("/") ? scriptOf(machine, name, state.folder) : undefined;
    if (script !== undefined) {
      const inside = state.copy();
      inside.positional = args;
      await this.subshell(inside, () => this.source(script, inside, streams));
      return inside.status;
    }
    const names = [...this.programs.keys(), ...this.builtins.keys(), ...state.functions.keys()];
    return unknownCommand(machine, name, state.folder, names, { err: sinkOf(streams, 2), explain });
  }

  private async callFunction(
    body: string,
    args: readonly string[],
    state: ShellState,
    streams: Streams,
  ): Promise<number> {
    const node = parseLine(body).script.commands[0]?.command;
    if (node?.type !== "Function" || node.body.type === "CompoundList") return 1;
    const context = { state, streams, text: body, tested: false };
    const outer = state.positional;
    const loops = state.loops;
    state.positional = args;
    state.loops = 0;
    state.locals.push(new Map());
    const inside = node.body;
    try {
      await this.nested(state, () => this.node(inside, context));
    } catch (error) {
      if (!(error instanceof Leave) || error.kind !== "return") throw error;
      state.status = error.value;
    } finally {
      state.positional = outer;
      state.loops = loops;
      for (const [name, variable] of state.locals.pop() ?? []) {
        if (variable) state.variables.set(name, variable);
        else state.variables.delete(name);
      }
    }
    return state.status;
  }
}

/** Copies getters as they are, so that input stays unread until somebody asks. */
const descriptors = (call: object): PropertyDescriptorMap => Object.getOwnPropertyDescriptors(call);

function* endless(): Generator<undefined> {
  for (;;) yield undefined;
}

const timeText = (milliseconds: number): string => {
  const shown = (ms: number) => `${Math.floor(ms / 60_000)}m${((ms % 60_000) / 1000).toFixed(3)}s`;
  return `\nreal\t${shown(milliseconds)}\nuser\t${shown(0)}\nsys\t${shown(0)}\n`;
};

const syntaxHelp = (message: string, incomplete: boolean): string => {
  if (message.includes("matching"))
    return "A quote or bracket was opened and never closed, so the shell cannot tell where the word ends.";
  if (incomplete) return "The line stops in the middle of a command: the shell waits for the rest.";
  return "The shell cannot read the line: an operator stands where a command or word should be.";
};
