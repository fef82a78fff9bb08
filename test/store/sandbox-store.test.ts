import { describe, expect, it } from "vitest";
import { SandboxFailure, type SandboxClient } from "../../src/sandbox/client.ts";
import type { WorldStatus } from "../../src/sandbox/world-status.ts";
import type { Block } from "../../src/sandbox/block.ts";
import type { OpenedWorld, SandboxEvent } from "../../src/sandbox/protocol.ts";
import { createSandboxStore } from "../../src/store/sandbox-store.ts";

const blockOf = (line: string, exitCode = 0): Block => ({
  id: line,
  line,
  output: [],
  left: 0,
  exitCode,
  startedAt: 0,
  changes: [],
  requests: 0,
  notes: [],
  undone: false,
});

const statusOf = (id: string) => ({ entry: { id }, revision: 0 }) as WorldStatus;

/** A store over a client whose requests are answered by hand, in the order in which they were made. */
function aStore() {
  const requests: { name: string; ask: unknown; answer(value: unknown): void; fail(error: Error): void }[] = [];
  let tell: (event: SandboxEvent) => void = () => undefined;
  const client = {
    request: (name: string, ask: unknown) => new Promise((answer, fail) => requests.push({ name, ask, answer, fail })),
    onEvent: (listener: (event: SandboxEvent) => void) => {
      tell = listener;
      return () => undefined;
    },
    end: () => undefined,
  } as unknown as SandboxClient;
  const store = createSandboxStore(client);
  const settle = async (name: string, act: (request: (typeof requests)[number]) => void) => {
    const at = requests.findIndex((request) => request.name === name);
    const [request] = at === -1 ? [] : requests.splice(at, 1);
    if (!request) throw new Error(`no request ${name}`);
    act(request);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    store,
    tell: (event: SandboxEvent) => tell(event),
    requestNames: () => requests.map(({ name, ask }) => (name === "execute" ? (ask as { line: string }).line : name)),
    open: (id = "w", blocks: Block[] = []) =>
      settle("open", ({ answer }) => answer({ status: statusOf(id), blocks, earlier: 0 } satisfies OpenedWorld)),
    deny: () => settle("open", ({ fail }) => fail(new SandboxFailure("OpenElsewhere", "It is open in another tab."))),
    /** Ends the running command. */
    finish: (exitCode = 0) =>
      settle("execute", ({ ask, answer }) => answer(blockOf((ask as { line: string }).line, exitCode))),
    fail: () => settle("execute", ({ fail }) => fail(new Error("The simulator stopped."))),
    lines: () => store.getState().blocks.map(({ line }) => line),
    waiting: () => store.getState().waiting.map(({ line }) => line),
  };
}

describe("lines entered in the terminal", () => {
  it("wait until the environment is open, then run once each, in order", async () => {
    const { store, requestNames, open, finish, lines, waiting, tell } = aStore();
    void store.getState().open("w");
    void store.getState().execute("first");
    void store.getState().execute("second");
    expect(requestNames()).toEqual(["open"]);
    tell({ kind: "status", status: statusOf("w") });
    expect(store.getState().phase).toBe("opening");
    expect(waiting()).toEqual(["first", "second"]);
    await open();
    expect(store.getState().phase).toBe("open");
    expect(requestNames()).toEqual(["first"]);
    await finish();
    expect(requestNames()).toEqual(["second"]);
    await finish();
    expect(lines()).toEqual(["first", "second"]);
    expect(store.getState().running).toBeUndefined();
  });

  it("go back into the command line when the environment can't be opened", async () => {
    const { store, deny, open, waiting, requestNames } = aStore();
    void store.getState().open("w");
    void store.getState().execute("first");
    void store.getState().execute("second");
    store.getState().setDraft("unfinished");
    await deny();
    expect(store.getState().phase).toBe("elsewhere");
    expect(waiting()).toEqual([]);
    expect(store.getState().draft).toBe("unfinished\nfirst\nsecond");
    void store.getState().open("w", true);
    await open();
    expect(store.getState().phase).toBe("open");
    expect(requestNames()).toEqual([]);
  });

  it("run after the command that is running, even when it fails", async () => {
    const { store, open, finish, lines } = aStore();
    void store.getState().open("w");
    await open();
    const first = store.getState().execute("first");
    const second = store.getState().execute("second");
    await finish(1);
    expect((await first)?.exitCode).toBe(1);
    await finish();
    expect((await second)?.line).toBe("second");
    expect(lines()).toEqual(["first", "second"]);
  });

  it("stop at the first failure when they were entered together; a line entered later still runs", async () => {
    const { store, open, finish, lines, waiting } = aStore();
    void store.getState().open("w");
    await open();
    const all = store.getState().executeAll(["one", "two", "three"]);
    void store.getState().execute("four");
    await finish();
    await finish(1);
    await all;
    expect(waiting()).toEqual([]);
    await finish();
    expect(lines()).toEqual(["one", "two", "four"]);
  });

  it("go back into the command line when they are withdrawn, can't be run, or another environment is opened", async () => {
    const { store, open, finish, fail, waiting, lines } = aStore();
    void store.getState().open("w");
    await open();
    void store.getState().execute("running");
    const withdrawn = store.getState().execute("second");
    store.getState().setDraft("unfinished");
    store.getState().withdraw(store.getState().waiting[0]?.id ?? 0);
    expect(await withdrawn).toBeUndefined();
    expect(store.getState().draft).toBe("unfinished\nsecond");
    await fail();
    expect(store.getState().problem?.message).toBe("The simulator stopped.");
    expect(store.getState().draft).toBe("unfinished\nsecond\nrunning");

    store.getState().setDraft("");
    void store.getState().execute("old");
    void store.getState().execute("older");
    void store.getState().open("other");
    await open("other");
    expect(waiting()).toEqual([]);
    expect(store.getState().draft).toBe("older");
    await finish();
    expect(lines()).toEqual([]);
  });
});

describe("an environment that another tab has", () => {
  it("is asked for again without taking it, until it opens", async () => {
    const { store, deny, open, requestNames } = aStore();
    const opening = store.getState().open("w");
    await deny();
    await opening;
    expect(store.getState()).toMatchObject({ phase: "elsewhere", elsewhere: "w" });
    const first = store.getState().retry();
    await deny();
    await first;
    expect(store.getState().phase).toBe("elsewhere");
    const second = store.getState().retry();
    await open();
    await second;
    expect(store.getState().phase).toBe("open");
    await store.getState().retry();
    expect(requestNames()).toEqual([]);
  });

  it("was taken here earlier, and comes back with what was done in it", async () => {
    const { store, tell, open, lines } = aStore();
    void store.getState().open("w");
    await open("w", [blockOf("one")]);
    tell({ kind: "taken", id: "w" });
    const again = store.getState().retry();
    await open("w", [blockOf("one"), blockOf("two")]);
    await again;
    expect(lines()).toEqual(["one", "two"]);
  });

  it("leaves what was opened meanwhile alone when it is denied again", async () => {
    const { store, deny, open } = aStore();
    void store.getState().open("w");
    await deny();
    const retrying = store.getState().retry();
    const taking = store.getState().open("w", true);
    await deny();
    await open();
    await Promise.all([retrying, taking]);
    expect(store.getState().phase).toBe("open");
  });
});
