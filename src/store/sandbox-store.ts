import { createStore, type StoreApi } from "zustand/vanilla";
import type { Block } from "../sandbox/block.ts";
import type { SandboxClient } from "../sandbox/client.ts";
import type { RequestName, Requests } from "../sandbox/protocol.ts";
import { afterEvent } from "./sandbox-events.ts";
import { createOpenings } from "./sandbox-openings.ts";
import { problemOf } from "./sandbox-problem.ts";
import { withBlock, type SandboxState } from "./sandbox-state.ts";

/** Blocks that are added when earlier ones are asked for. */
const earlierCount = 100;

/** A line put back below what is typed. */
const joined = (draft: string, line: string): string => (draft === "" ? line : `${draft}\n${line}`);

/** The sandbox on screen: the open world as the worker tells it, and the command that runs. It lasts as long as the screen. */
export function createSandboxStore(client: SandboxClient): StoreApi<SandboxState> {
  return createStore<SandboxState>()((set, get) => {
    let nextWaiting = 1;
    let nextBatch = 1;
    let runningBatch: number | undefined;
    const request = async <N extends RequestName>(name: N, ask: Requests[N]["ask"]): Promise<Requests[N]["answer"]> => {
      const answer = await client.request(name, ask);
      if (!get().hasStarted) set({ hasStarted: true });
      return answer;
    };

    const ended = new Map<number, (last: Block | undefined) => void>();

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
      if (!next || running || openings.isOpening() || phase !== "open" || !status) return;
      const { batch, line } = next;
      const isHere = () => get().status?.entry.id === status.entry.id;
      set({ waiting: rest, running: { line, pieces: [], live: [] } });
      runningBatch = batch;
      let block: Block | undefined;
      try {
        const made = (block = await request("execute", { line }));
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
        set({ problem: problemOf(error) });
      }
    };

    // Only the list deletes, and pages with a terminal alone load this store, too.
    const removal = async () => (await import("./sandbox-removal.ts")).createRemoval({ request, get, set });
    const openings = createOpenings({ request, get, set, runNext: () => void runNext() });
    const stopListening = client.onEvent((event) => set(afterEvent(get(), event)));

    return {
      phase: "starting",
      hasStarted: false,
      elsewhere: undefined,
      problem: undefined,
      removed: undefined,
      note: undefined,
      status: undefined,
      running: undefined,
      progress: undefined,
      waiting: [],
      draft: "",
      blocks: [],
      earlier: 0,
      clearedUpTo: 0,
      ask: request,
      tell: (name, ask) =>
        guarded(async () => {
          await request(name, ask);
        }),
      ...openings.actions,
      remove: (world) => guarded(async () => (await removal()).remove(world)),
      restore: () => guarded(async () => (await removal()).restore()),
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
        void request("reply", { text });
      },
      interrupt: () => void request("interrupt", null).catch(() => undefined),
      undo: () => guarded(async () => set({ status: await request("undo", null) })),
      redo: () => guarded(async () => set({ status: await request("redo", null) })),
      showEarlier: () =>
        guarded(async () => {
          const { earlier, status } = get();
          const blocks = await request("earlierBlocks", { before: earlier, count: earlierCount });
          const isSame = get().earlier === earlier && get().status?.entry.id === status?.entry.id;
          if (isSame) set((state) => ({ blocks: [...blocks, ...state.blocks], earlier: earlier - blocks.length }));
        }),
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
