import { createStore, type StoreApi } from "zustand/vanilla";
import type { Profile } from "../assessment/item.ts";
import { SandboxFailure, type SandboxClient } from "../sandbox/client.ts";
import type {
  Block,
  LessonAsk,
  OpenedWorld,
  OutputPiece,
  RequestName,
  Requests,
  SandboxEvent,
  WorldStatus,
} from "../sandbox/protocol.ts";

/** The command that is under way. */
export interface RunningCommand {
  line: string;
  pieces: OutputPiece[];
  /** Lines that are replaced in place, by id, in the order in which they first appeared. */
  live: [id: string, text: string][];
  prompt?: { question: string; secret: boolean };
}

export interface Problem {
  code: string;
  message: string;
}

/** What was asked for when the sandbox opened, from the address. */
export type Wanted =
  | { kind: "latest" }
  | { kind: "choose" }
  | { kind: "world"; id: string }
  | { kind: "template"; id: string; lines?: string[] }
  | { kind: "shared"; payload: string };

export interface SandboxState {
  phase: "starting" | "choosing" | "open" | "elsewhere" | "failed";
  /** World that is open in another tab, while `phase` is `elsewhere`. */
  elsewhere: string | undefined;
  problem: Problem | undefined;
  /** Something to know about the world that was opened. */
  note: string | undefined;
  status: WorldStatus | undefined;
  blocks: Block[];
  running: RunningCommand | undefined;
  /** How many steps of a link have run, while it opens. */
  repeated: { done: number; of: number } | undefined;
  /** Blocks above this one are cleared from view; the transcript keeps them. */
  clearedUpTo: number;
  ask<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]>;
  openWanted(wanted: Wanted, profile: Profile): Promise<void>;
  create(template: string, profile: Profile): Promise<void>;
  open(id: string, take?: boolean): Promise<void>;
  /** Opens the world in which a walkthrough is done. */
  openLesson(ask: LessonAsk): Promise<void>;
  openFile(name: string, text: string): Promise<void>;
  /** Runs a line; undefined when another command is under way or it could not be run. */
  execute(line: string): Promise<Block | undefined>;
  /** Runs lines in order and stops at the first that fails. */
  executeAll(lines: readonly string[]): Promise<void>;
  reply(text: string | null): void;
  interrupt(): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  choose(): void;
  clear(): void;
  dismissProblem(): void;
  dismissNote(): void;
  end(): void;
}

const problemOf = (error: unknown): Problem =>
  error instanceof SandboxFailure
    ? { code: error.code, message: error.message }
    : { code: "Unknown", message: error instanceof Error ? error.message : String(error) };

/** The sandbox on screen: the open world as the worker tells it, and the command that runs. It lasts as long as the screen. */
export function createSandboxStore(client: SandboxClient): StoreApi<SandboxState> {
  return createStore<SandboxState>()((set, get) => {
    const opened = ({ status, blocks, note }: OpenedWorld) =>
      set({
        phase: "open",
        status,
        blocks,
        clearedUpTo: 0,
        note,
        problem: undefined,
        elsewhere: undefined,
        repeated: undefined,
      });

    const guarded = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        const problem = problemOf(error);
        set({ problem, ...(get().status === undefined && get().phase === "starting" && { phase: "failed" as const }) });
      }
    };

    const stopListening = client.onEvent((event) => set(afterEvent(get(), event)));

    return {
      phase: "starting",
      elsewhere: undefined,
      problem: undefined,
      note: undefined,
      status: undefined,
      running: undefined,
      repeated: undefined,
      blocks: [],
      clearedUpTo: 0,
      ask: (name, ask) => client.request(name, ask),
      openWanted: (wanted, profile) =>
        guarded(async () => {
          if (wanted.kind === "shared")
            return opened(await client.request("openShared", { payload: wanted.payload, profile }));
          if (wanted.kind === "template") {
            const { lines = [] } = wanted;
            opened(await client.request("create", { template: wanted.id, profile, replaces: lines }));
            await get().executeAll(lines);
            return;
          }
          const worlds = await client.request("worlds", null);
          const id = wanted.kind === "world" ? wanted.id : wanted.kind === "latest" ? worlds[0]?.id : undefined;
          if (id !== undefined) return get().open(id);
          set({ phase: "choosing" });
        }),
      create: (template, profile) => guarded(async () => opened(await client.request("create", { template, profile }))),
      open: async (id, take = false) => {
        try {
          opened(await client.request("open", { id, take }));
        } catch (error) {
          const problem = problemOf(error);
          if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: id });
          else set({ phase: "choosing", problem });
        }
      },
      openLesson: async (ask) => {
        try {
          opened(await client.request("openLesson", ask));
        } catch (error) {
          const problem = problemOf(error);
          if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: undefined });
          else set({ problem, phase: "failed" });
        }
      },
      openFile: (name, text) => guarded(async () => opened(await client.request("importWorld", { name, text }))),
      execute: async (line) => {
        if (get().running) return undefined;
        set({ running: { line, pieces: [], live: [] } });
        try {
          const block = await client.request("execute", { line });
          set(({ blocks }) => ({ blocks: [...blocks, block], running: undefined }));
          return block;
        } catch (error) {
          set({ running: undefined, problem: problemOf(error) });
          return undefined;
        }
      },
      executeAll: async (lines) => {
        for (const line of lines) {
          if (line.trim() === "") continue;
          const block = await get().execute(line);
          if (block?.exitCode !== 0) return;
        }
      },
      reply: (text) => {
        const { running } = get();
        if (!running?.prompt) return;
        const shown = running.prompt.secret || text === null ? "" : text;
        const { prompt, ...rest } = running;
        set({
          running: { ...rest, pieces: [...rest.pieces, { stream: "err", text: `${prompt.question}${shown}\n` }] },
        });
        void client.request("reply", { text });
      },
      interrupt: () => void client.request("interrupt", null).catch(() => undefined),
      undo: () => guarded(async () => set({ status: await client.request("undo", null) })),
      redo: () => guarded(async () => set({ status: await client.request("redo", null) })),
      choose: () => set({ phase: "choosing" }),
      clear: () => set(({ blocks }) => ({ clearedUpTo: blocks.length })),
      dismissProblem: () => set({ problem: undefined }),
      dismissNote: () => set({ note: undefined }),
      end: () => {
        stopListening();
        client.end();
      },
    };
  });
}

function afterEvent(state: SandboxState, event: SandboxEvent): Partial<SandboxState> {
  const { running } = state;
  switch (event.kind) {
    case "status":
      return { status: event.status };
    case "undone":
      return {
        blocks: state.blocks.map((block) => (block.id === event.block ? { ...block, undone: event.undone } : block)),
      };
    case "repeated":
      return { repeated: { done: event.done, of: event.of } };
    case "taken":
      return { phase: "elsewhere", elsewhere: event.id };
    case "output":
      return running ? { running: { ...running, pieces: [...running.pieces, ...event.pieces] } } : {};
    case "live": {
      if (!running) return {};
      const known = running.live.some(([id]) => id === event.id);
      const live = known
        ? running.live.map(([id, text]): [string, string] => [id, id === event.id ? event.text : text])
        : [...running.live, [event.id, event.text] as [string, string]];
      return { running: { ...running, live } };
    }
    case "prompt":
      return running ? { running: { ...running, prompt: { question: event.question, secret: event.secret } } } : {};
  }
}
