import { createStore, type StoreApi } from "zustand/vanilla";
import { errorText } from "../assessment/error-text.ts";
import type { Block } from "../sandbox/block.ts";
import { SandboxFailure, type SandboxClient } from "../sandbox/client.ts";
import type { OpenedWorld, Requests } from "../sandbox/protocol.ts";
import type { Problem, SandboxState } from "./sandbox-state.ts";
import { afterEvent, withBlock } from "./sandbox-steps.ts";

const problemOf = (error: unknown): Problem =>
  error instanceof SandboxFailure
    ? { code: error.code, message: error.message }
    : { code: "Unknown", message: errorText(error) };

/** Blocks that are added when earlier ones are asked for. */
const earlierCount = 100;

/** A line put back below what is typed. */
const joined = (draft: string, line: string): string => (draft === "" ? line : `${draft}\n${line}`);

/** The sandbox on screen: the open world as the worker tells it, and the command that runs. It lasts as long as the screen. */
export function createSandboxStore(client: SandboxClient): StoreApi<SandboxState> {
  return createStore<SandboxState>()((set, get) => {
    let nextWaiting = 1;
    let nextBatch = 1;
    /** How many environments are being opened. */
    let opening = 0;
    let runningBatch: number | undefined;
    /** Opens what is on screen, or was asked for last, without taking it from another tab. */
    let openAgain: (() => Promise<OpenedWorld>) | undefined;
    const ended = new Map<number, (last: Block | undefined) => void>();

    const opened = ({ status, blocks, earlier, note }: OpenedWorld) => {
      const { status: before } = get();
      // Lines entered for another environment don't run in this one: they go back to where they were typed.
      if (before && before.entry.id !== status.entry.id) for (const { id } of get().waiting) get().withdraw(id);
      openAgain = () => client.request("open", { id: status.entry.id, take: false });
      set({
        phase: "open",
        status,
        blocks,
        earlier,
        running: undefined,
        clearedUpTo: 0,
        note,
        problem: undefined,
        elsewhere: undefined,
        progress: undefined,
      });
    };

    /** Opens an environment; lines entered meanwhile wait until it is open. */
    const openWith = async (request: () => Promise<OpenedWorld>): Promise<void> => {
      opening += 1;
      try {
        opened(await request());
      } finally {
        opening -= 1;
        set({ progress: undefined });
        void runNext();
      }
    };

    /** Opens what the learner chose. Unless another environment is open, its terminal is there at once and keeps what is entered. */
    const openChosen = async (request: () => Promise<OpenedWorld>): Promise<void> => {
      const { phase, status } = get();
      if (status) return openWith(request);
      set({ phase: "opening" });
      try {
        await openWith(request);
      } catch (error) {
        for (const { id } of get().waiting) get().withdraw(id);
        set({ phase });
        throw error;
      }
    };

    /** Enters lines as one batch: they run in order and the first that fails ends it. Resolves with the last block. */
    const enter = (lines: readonly string[]): Promise<Block | undefined> =>
      new Promise((resolve) => {
        const batch = nextBatch++;
        ended.set(batch, resolve);
        set(({ waiting }) => ({ waiting: [...waiting, ...lines.map((line) => ({ id: nextWaiting++, batch, line }))] }));
        endBatch(batch, undefined);
        void runNext();
      });

    /** Tells whoever entered a batch that none of its lines is left. */
    const endBatch = (batch: number, block: Block | undefined): void => {
      if (runningBatch === batch || get().waiting.some((line) => line.batch === batch)) return;
      ended.get(batch)?.(block);
      ended.delete(batch);
    };

    /** Runs the first waiting line, if nothing runs and an environment is open. */
    const runNext = async (): Promise<void> => {
      const { running, waiting, phase, status } = get();
      const [next, ...rest] = waiting;
      if (!next || running || opening > 0 || phase !== "open" || !status) return;
      const { batch, line } = next;
      const isHere = () => get().status?.entry.id === status.entry.id;
      set({ waiting: rest, running: { line, pieces: [], live: [] } });
      runningBatch = batch;
      let block: Block | undefined;
      try {
        const made = (block = await client.request("execute", { line }));
        if (isHere()) set((state) => ({ ...withBlock(state, made), running: undefined }));
      } catch (error) {
        // The line goes back to where it was typed.
        if (isHere()) set({ running: undefined, problem: problemOf(error), draft: joined(get().draft, line) });
      }
      runningBatch = undefined;
      if (block?.exitCode !== 0) set((state) => ({ waiting: state.waiting.filter((line) => line.batch !== batch) }));
      endBatch(batch, block);
      void runNext();
    };

    const guarded = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        const problem = problemOf(error);
        set({ problem });
        if (get().status !== undefined || get().phase !== "starting") return;
        // Where only the address was at fault, such as one that names no template, there is the list.
        set({ phase: ["Crashed", "Unknown"].includes(problem.code) ? "failed" : "choosing" });
      }
    };

    /** Opens the environment that a screen is about, which may be open in another tab. */
    const openForScreen = async <N extends "openLesson" | "openExercise">(
      name: N,
      ask: Requests[N]["ask"],
    ): Promise<void> => {
      try {
        await openWith(() => client.request(name, ask));
      } catch (error) {
        const problem = problemOf(error);
        openAgain = () => client.request(name, { ...ask, take: false, fresh: false });
        if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: undefined });
        else set({ problem, phase: "failed" });
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
      progress: undefined,
      waiting: [],
      draft: "",
      blocks: [],
      earlier: 0,
      clearedUpTo: 0,
      ask: (name, ask) => client.request(name, ask),
      openDestination: (destination, profile) =>
        guarded(async () => {
          if (destination.kind === "shared")
            return openChosen(() => client.request("openShared", { payload: destination.payload, profile }));
          if (destination.kind === "template") {
            const { lines = [] } = destination;
            await openChosen(() => client.request("create", { template: destination.id, profile, replaces: lines }));
            await get().executeAll(lines);
            return;
          }
          if (destination.kind === "world") return get().open(destination.id);
          set({ phase: "choosing" });
        }),
      create: (template, profile) => guarded(() => openChosen(() => client.request("create", { template, profile }))),
      open: async (id, take = false) => {
        try {
          await openChosen(() => client.request("open", { id, take }));
        } catch (error) {
          const problem = problemOf(error);
          openAgain = () => client.request("open", { id, take: false });
          if (problem.code === "OpenElsewhere") set({ phase: "elsewhere", elsewhere: id });
          else set({ phase: "choosing", problem });
        }
      },
      openLesson: (ask) => openForScreen("openLesson", ask),
      openExercise: (ask) => openForScreen("openExercise", ask),
      retry: async () => {
        const request = openAgain;
        if (!request || get().phase !== "elsewhere") return;
        try {
          await openWith(request);
        } catch (error) {
          const problem = problemOf(error);
          const isAwaited = get().phase === "elsewhere" && openAgain === request;
          if (isAwaited && problem.code !== "OpenElsewhere") set({ phase: "failed", problem });
        }
      },
      openFile: (name, text) => guarded(() => openChosen(() => client.request("importWorld", { name, text }))),
      execute: (line) => enter([line]),
      executeAll: async (lines) => {
        await enter(lines.filter((line) => line.trim() !== ""));
      },
      withdraw: (id) => {
        const found = get().waiting.find((line) => line.id === id);
        if (!found) return;
        set(({ waiting, draft }) => ({
          waiting: waiting.filter((line) => line !== found),
          draft: joined(draft, found.line),
        }));
        endBatch(found.batch, undefined);
      },
      setDraft: (draft) => set({ draft }),
      reply: (text) => {
        const { running } = get();
        if (!running?.prompt) return;
        const echo = running.prompt.secret || text === null ? "" : text;
        const { prompt, ...rest } = running;
        set({
          running: { ...rest, pieces: [...rest.pieces, { stream: "err", text: `${prompt.question}${echo}\n` }] },
        });
        void client.request("reply", { text });
      },
      interrupt: () => void client.request("interrupt", null).catch(() => undefined),
      undo: () => guarded(async () => set({ status: await client.request("undo", null) })),
      redo: () => guarded(async () => set({ status: await client.request("redo", null) })),
      showEarlier: () =>
        guarded(async () => {
          const { earlier, status } = get();
          const blocks = await client.request("earlierBlocks", { before: earlier, count: earlierCount });
          const isSame = get().earlier === earlier && get().status?.entry.id === status?.entry.id;
          if (isSame) set((state) => ({ blocks: [...blocks, ...state.blocks], earlier: earlier - blocks.length }));
        }),
      choose: () => set({ phase: "choosing" }),
      clear: () => set(({ blocks, earlier }) => ({ clearedUpTo: earlier + blocks.length })),
      dismissProblem: () => set({ problem: undefined }),
      dismissNote: () => set({ note: undefined }),
      end: () => {
        stopListening();
        client.end();
      },
    };
  });
}
