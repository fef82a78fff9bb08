import { describe, expect, it, vi } from "vitest";
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
  /** Settles the first request of a name, or the one that asks for this id, as soon as it is made. */
  const settle = async (name: string, act: (request: (typeof requests)[number]) => void, id?: string) => {
    const request = await vi.waitFor(() => {
      const found = requests.find(
        (one) => one.name === name && (id === undefined || (one.ask as { id: string }).id === id),
      );
      if (!found) throw new Error(`no request ${name}`);
      return found;
    });
    requests.splice(requests.indexOf(request), 1);
    act(request);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    store,
    settle,
    tell: (event: SandboxEvent) => tell(event),
    requestNames: () => requests.map(({ name, ask }) => (name === "execute" ? (ask as { line: string }).line : name)),
    open: (id = "w", blocks: Block[] = []) =>
      settle("open", ({ answer }) => answer({ status: statusOf(id), blocks, earlier: 0 } satisfies OpenedWorld)),
    deny: (id?: string) =>
      settle("open", ({ fail }) => fail(new SandboxFailure("OpenElsewhere", "It is open in another tab.")), id),
    /** Rejects the first request of this name. */
    reject: (name: string, code: string) => settle(name, ({ fail }) => fail(new SandboxFailure(code, "It failed."))),
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

describe("the simulator", () => {
  it("has started once it answers a request", async () => {
    const { store, settle } = aStore();
    const worlds = store.getState().ask("worlds", null);
    expect(store.getState().hasStarted).toBe(false);
    await settle("worlds", ({ answer }) => answer([]));
    expect(await worlds).toEqual([]);
    expect(store.getState().hasStarted).toBe(true);
  });
});

describe("an address that can't be opened", () => {
  const template = { kind: "template", id: "nonsense" } as const;

  it.each(["NoTemplate", "NoWorld", "NewerVersion"])("leads to the list when only it is at fault: %s", async (code) => {
    const { store, reject } = aStore();
    void store.getState().openDestination(template, "chapter");
    await reject("create", code);
    expect(store.getState()).toMatchObject({ phase: "choosing", problem: { code } });
  });

  it.each(["TypeError", "StorageFullError", "DatabaseClosedError", "Crashed"])(
    "leads to the page with Reload when the simulator is at fault: %s",
    async (code) => {
      const { store, reject } = aStore();
      void store.getState().openDestination(template, "chapter");
      await reject("create", code);
      expect(store.getState()).toMatchObject({ phase: "failed", problem: { code } });
    },
  );

  it("leads to the page with Reload when the simulator fails to open a stored environment", async () => {
    const { store, reject } = aStore();
    void store.getState().openDestination({ kind: "world", id: "w" }, "chapter");
    await reject("open", "TypeError");
    expect(store.getState().phase).toBe("failed");
  });

  it("leads back to the list when it was chosen there, whatever the failure", async () => {
    const { store, reject } = aStore();
    store.getState().choose();
    void store.getState().create("empty", "chapter");
    await reject("create", "StorageFullError");
    expect(store.getState()).toMatchObject({ phase: "choosing", problem: { code: "StorageFullError" } });
  });
});

describe("an environment that is chosen before an earlier choice has opened", () => {
  const twoChoices = () => {
    const sandbox = aStore();
    const { store } = sandbox;
    void store.getState().openDestination({ kind: "world", id: "first" }, "chapter");
    store.getState().choose();
    void store.getState().open("second");
    void store.getState().execute("line");
    return sandbox;
  };

  it("keeps its terminal and its lines when the earlier one fails", async () => {
    const { store, deny, open, waiting, requestNames } = twoChoices();
    await deny("first");
    expect(store.getState()).toMatchObject({ phase: "opening", elsewhere: undefined, draft: "" });
    expect(waiting()).toEqual(["line"]);
    await open("second");
    expect(store.getState().phase).toBe("open");
    expect(requestNames()).toEqual(["line"]);
  });

  it("keeps its terminal and its lines when the earlier one opens first", async () => {
    const { store, open, waiting, requestNames } = twoChoices();
    await open("first");
    expect(store.getState()).toMatchObject({ phase: "opening", status: undefined });
    expect(waiting()).toEqual(["line"]);
    await open("second");
    expect(store.getState().status?.entry.id).toBe("second");
    expect(requestNames()).toEqual(["line"]);
  });

  it("leads to the list when it fails, too, with its lines in the command line", async () => {
    const { store, deny, reject, waiting } = aStore();
    void store.getState().openDestination({ kind: "world", id: "first" }, "chapter");
    void store.getState().openDestination({ kind: "template", id: "nonsense" }, "chapter");
    void store.getState().execute("line");
    await deny("first");
    await reject("create", "NoTemplate");
    expect(store.getState()).toMatchObject({ phase: "choosing", problem: { code: "NoTemplate" }, draft: "line" });
    expect(waiting()).toEqual([]);
  });

  it("doesn't run lines that were entered for the earlier choice", async () => {
    const { store, open, reject, requestNames } = aStore();
    void store.getState().open("first");
    void store.getState().execute("line");
    store.getState().choose();
    expect(store.getState().draft).toBe("line");
    void store.getState().open("second");
    await reject("open", "NoWorld");
    await open("second");
    expect(requestNames()).toEqual([]);
  });

  it("leaves the learner in the list when a template opens after the list was chosen, and runs none of its lines", async () => {
    const { store, settle, requestNames } = aStore();
    void store.getState().openDestination({ kind: "template", id: "empty", lines: ["line"] }, "chapter");
    store.getState().choose();
    await settle("create", ({ answer }) => answer({ status: statusOf("w"), blocks: [], earlier: 0 }));
    expect(store.getState()).toMatchObject({ phase: "choosing", status: { entry: { id: "w" } } });
    expect(requestNames()).toEqual([]);
  });

  it("leaves the learner in the list when the earlier choice fails after the list was chosen", async () => {
    const { store, deny } = aStore();
    void store.getState().open("w");
    store.getState().choose();
    await deny();
    expect(store.getState()).toMatchObject({ phase: "choosing", problem: undefined });
  });
});

describe("an environment that is deleted", () => {
  const first = { id: "first", name: "First" };
  const second = { id: "second", name: "Second" };

  it("can be brought back once it is deleted, and until it is back", async () => {
    const { store, settle } = aStore();
    void store.getState().remove(first);
    expect(store.getState().removed).toBeUndefined();
    await settle("remove", ({ answer }) => answer(null));
    expect(store.getState().removed).toEqual({ ...first, isRestoring: false });
    void store.getState().restore();
    void store.getState().restore();
    await expect.poll(() => store.getState().removed?.isRestoring).toBe(true);
    await settle("restore", ({ answer }) => answer(null));
    expect(store.getState().removed).toBeUndefined();
  });

  it("isn't called deleted when deleting failed", async () => {
    const { store, reject } = aStore();
    void store.getState().remove(first);
    await reject("remove", "StorageFullError");
    expect(store.getState()).toMatchObject({ removed: undefined, problem: { code: "StorageFullError" } });
  });

  it("says why one couldn't be renamed", async () => {
    const { store, reject } = aStore();
    const renaming = store.getState().tell("rename", { id: "w", name: "New" });
    await reject("rename", "StorageFullError");
    await renaming;
    expect(store.getState().problem?.code).toBe("StorageFullError");
  });

  it("can still be brought back after an attempt that failed, unless it is gone", async () => {
    const { store, settle, reject } = aStore();
    void store.getState().remove(first);
    await settle("remove", ({ answer }) => answer(null));
    void store.getState().restore();
    await reject("restore", "StorageFullError");
    expect(store.getState()).toMatchObject({
      removed: { ...first, isRestoring: false },
      problem: { code: "StorageFullError" },
    });
    void store.getState().restore();
    await reject("restore", "NoWorld");
    expect(store.getState()).toMatchObject({ removed: undefined, problem: { code: "NoWorld" } });
  });

  it("can be brought back while one that was deleted before is being restored", async () => {
    const { store, settle } = aStore();
    void store.getState().remove(first);
    await settle("remove", ({ answer }) => answer(null));
    void store.getState().restore();
    void store.getState().remove(second);
    await settle("remove", ({ answer }) => answer(null));
    await settle("restore", ({ answer }) => answer(null));
    expect(store.getState().removed).toEqual({ ...second, isRestoring: false });
  });

  it("is no longer the open one", async () => {
    const { store, open, settle } = aStore();
    void store.getState().open("first");
    await open("first");
    store.getState().choose();
    void store.getState().remove(second);
    await settle("remove", ({ answer }) => answer(null));
    expect(store.getState().status?.entry.id).toBe("first");
    void store.getState().remove(first);
    await settle("remove", ({ answer }) => answer(null));
    expect(store.getState()).toMatchObject({ phase: "choosing", status: undefined });
  });
});
