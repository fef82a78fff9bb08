import type { Moment } from "../world/row-schemas.ts";
import type { Origin } from "../world/cloud.ts";
import { diffWorlds, type RowChange } from "../world/diff.ts";
import { LoadError } from "../world/load-error.ts";
import { ok } from "../world/result.ts";
import { createMachine, historyFile, home } from "./create-machine.ts";
import type { Host, HostExchange } from "./host.ts";
import { Interrupted } from "./machine.ts";
import type { Call, Explanation, InstalledProgram, Terminal } from "./program.ts";
import { builtins } from "./shell/builtins/all.ts";
import { Abandon, Leave } from "./shell/control.ts";
import { History } from "./shell/history.ts";
import { Interpreter } from "./shell/interpreter/interpreter.ts";
import { ShellState } from "./shell/shell-state.ts";
import { textOf, type Sink } from "./shell/streams.ts";

export interface SessionOptions {
  programs: readonly InstalledProgram[];
  /** Where a new session starts; a session that the world remembers continues where it was. */
  folder?: string;
  /** Variables of a new session. */
  environment?: Readonly<Record<string, string>>;
  /** Where the commands come from; an address on the internet when left out. */
  origin?: Origin;
  /** Sessions of one world that have different names have folders and variables of their own. */
  name?: string;
}

/** Where a command's output goes and who answers it. */
export interface SessionIo {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** See `Call.live`; left out when nobody looks at a terminal. */
  live?: Call["live"];
  /** Left out when nobody can answer. */
  terminal?: Terminal | undefined;
  signal: AbortSignal;
}

/** What came of one command line. */
export interface Execution {
  line: string;
  exitCode: number;
  /** What went to standard output, as text; a very long one is cut. */
  stdout: string;
  startedAt: Moment;
  endedAt: Moment;
  /** Requests that the learner's machine made, in order. */
  exchanges: HostExchange[];
  explanation: Explanation | undefined;
  /** Whether undo has something to take back. */
  changed: boolean;
  /** What the terminal is asked for: `clear` to be emptied, `exit` to be closed. */
  asks: "clear" | "exit" | undefined;
  /** What a fault of ours threw; the world is as it was before the command. */
  bug?: unknown;
}

export interface Session {
  execute(line: string, io: SessionIo): Promise<Execution>;
  /** Working folder, as the world has it now. */
  readonly folder: string;
  /** Value of a variable. */
  variable(name: string): string | undefined;
  /** Every variable by name, in order. */
  variables(): [name: string, value: string][];
  /** Lines typed, the last one last. */
  readonly history: readonly string[];
  readonly programs: ReadonlyMap<string, InstalledProgram>;
  readonly host: Host;
  /** Where the commands come from, from the next one on. */
  origin: Origin;
  /** Whether a command is under way. */
  readonly busy: boolean;
}

/** A laptop on the open internet. */
const laptop: Origin = { address: "203.0.113.24" };

/** Characters of standard output that an execution remembers. */
const outputLimit = 2 ** 20;

/** A shell at the learner's machine. Commands given while one runs wait for their turn. */
export function createSession(host: Host, options: SessionOptions): Session {
  const { name = "main", folder = home, environment = {} } = options;
  const programs = new Map(options.programs.map((program) => [program.name, program]));
  const history = new History(historyFile);
  const files = createMachine(host, options.origin ?? laptop, new AbortController().signal).files;
  let waiting = Promise.resolve();
  let running = 0;
  if (!files.stat(home)) files.makeFolder(home);

  const stateNow = (): ShellState => {
    const row = host.world.get("shell", name);
    return row ? ShellState.of(row) : ShellState.fresh(home, folder, environment);
  };

  const save = (state: ShellState) => {
    const row = state.row();
    if (JSON.stringify(host.world.get("shell", name)) === JSON.stringify(row)) return;
    host.transact((draft) => {
      draft.put("shell", [name], row);
      return ok(null);
    });
  };

  const run = async (line: string, io: SessionIo): Promise<Execution> => {
    const before = host.world;
    const startedAt = host.now;
    const { origin } = session;
    const exchanges: HostExchange[] = [];
    let explanation: Explanation | undefined;
    let asks: Execution["asks"];
    let stdout = "";
    const out: Sink = (chunk) => {
      if (stdout.length < outputLimit) stdout += textOf(chunk);
      io.out(chunk);
    };
    const err: Sink = (chunk) => io.err(textOf(chunk));
    const stopListening = host.onExchange((exchange) => {
      if (exchange.origin === origin) exchanges.push(exchange);
    });
    history.add(files, line);
    const state = stateNow();
    const interpreter = new Interpreter({
      machine: createMachine(host, origin, io.signal),
      programs,
      builtins,
      signal: io.signal,
      explain: (added) => (explanation ??= added),
      history: () => history.list(files),
      forgetHistory: () => history.forget(files),
      notify: (request) => (asks = request),
    });
    const streams = {
      input: undefined,
      sinks: new Map([
        [1, out],
        [2, err],
      ]),
      terminal: io.terminal,
      live: io.live,
    };
    let bug: { error: unknown } | undefined;
    let exitCode = 0;
    try {
      if (io.signal.aborted) throw new Interrupted();
      exitCode = await interpreter.source(line.replaceAll("\0", ""), state, streams);
    } catch (error) {
      const end = endOf(error);
      if (!end) bug = { error };
      exitCode = state.status = end?.status ?? 70;
      if (end?.message) err(`${end.message}\n`);
      if (error instanceof Leave && error.kind === "exit") asks = "exit";
    } finally {
      stopListening();
    }
    if (bug) {
      host.moveTo(before);
      err(
        `${describe(bug.error)}\nThis is a fault of the simulator, not yours: please report it with the command line. ` +
          "Everything is as it was before the command.\n",
      );
      explanation = { code: "SimulatorFault", text: "The simulator failed, and the command changed nothing." };
      const failed = stateNow();
      failed.status = state.status;
      save(failed);
    } else save(state);
    const changed = !bug && diffWorlds(before, host.world).some((change) => !isBookkeeping(change));
    if (exitCode !== 0) explanation ??= await refusalOf(exchanges);
    return {
      line,
      exitCode,
      stdout,
      startedAt,
      endedAt: host.now,
      exchanges,
      explanation,
      changed,
      asks,
      ...(bug && { bug: bug.error }),
    };
  };

  const session: Session = {
    host,
    programs,
    origin: options.origin ?? laptop,
    get folder() {
      return host.world.get("shell", name)?.folder ?? folder;
    },
    get history() {
      return history.list(files);
    },
    get busy() {
      return running > 0;
    },
    variable: (variable) => stateNow().get(variable),
    variables: () =>
      [...stateNow().variables]
        .map(([variable, { value }]): [string, string] => [variable, value])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    execute(line, io) {
      running++;
      const execution = waiting.then(() => run(line, io)).finally(() => running--);
      waiting = execution.then(
        () => undefined,
        () => undefined,
      );
      return execution;
    },
  };
  return session;
}

/** How a line ended that did not end by itself; undefined for a fault of ours. */
function endOf(error: unknown): { status: number; message?: string } | undefined {
  if (error instanceof Interrupted) return { status: 130 };
  if (error instanceof LoadError)
    return { status: 126, message: `bash: ${error.message} Connect to the internet, then run the command again.` };
  if (error instanceof Abandon) return { status: error.status, message: error.message };
  if (!(error instanceof Leave)) return undefined;
  return { status: error.kind === "exit" || error.kind === "return" ? error.value : 0 };
}

const describe = (error: unknown): string => `bash: ${error instanceof Error ? error.message : String(error)}`;

/** What every command changes: time, the counter of ids, the shell's own memory. It is nothing to take back. */
const isBookkeeping = ({ table, segments }: RowChange): boolean =>
  table === "now" || table === "serial" || table === "shell" || (table === "file" && segments[0] === historyFile);

/** The last refusal of a plane, as an explanation. */
async function refusalOf(exchanges: readonly HostExchange[]): Promise<Explanation | undefined> {
  const exchange = exchanges.findLast(({ trace }) => trace.refusal !== undefined);
  const refusal = exchange?.trace.refusal;
  if (!refusal) return undefined;
  const { code, why, message, fact } = refusal;
  // The refusal stands without advice where that can't be fetched.
  const advice = await import("./next-step.ts").catch(() => undefined);
  const next = advice?.nextStep({ refusal, url: exchange.request.url, address: exchange.origin.address });
  return { code, text: why ?? message, ...(fact !== undefined && { fact }), ...(next !== undefined && { next }) };
}
