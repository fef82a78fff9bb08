import { describe, expect, it, vi } from "vitest";
import { IDBObjectStore } from "fake-indexeddb";
import { aBrowser, type Tab } from "../support/sandbox.ts";

const opened = async () => {
  const browser = aBrowser();
  const tab = await browser.openTab();
  const { status } = await tab.sandbox.request("create", { template: "empty", profile: "chapter" });
  return { browser, tab, id: status.entry.id };
};

const run = ({ sandbox }: Tab, line: string) => sandbox.request("execute", { line });
const textOf = (block: { output: { text: string }[] }) => block.output.map(({ text }) => text).join("");

describe("a world in the page", () => {
  it("keeps what a command did and printed over a reload", async () => {
    const { browser, tab, id } = await opened();
    await run(tab, "mkdir work && cd work && echo hello > note.txt");
    await run(tab, "cat note.txt");
    const again = await browser.openTab();
    const { status, blocks } = await again.sandbox.request("open", { id, take: true });
    expect(blocks.map((block) => [block.line, block.exitCode])).toEqual([
      ["mkdir work && cd work && echo hello > note.txt", 0],
      ["cat note.txt", 0],
    ]);
    expect(status.folder).toBe("~/work");
    expect(textOf(await run(again, "cat note.txt"))).toBe("hello\n");
  });

  it("reports progress while a starting environment is set up", async () => {
    const commands = ["az group create -n shop -l westeurope", "mkdir shop", "touch shop/Dockerfile"];
    const folders = { id: "folders", name: "Folders", summary: "", commands, tries: [] };
    const tab = await aBrowser({ templates: [folders] }).openTab();
    await tab.sandbox.request("create", { template: "folders", profile: "chapter" });
    const progress = tab.events.flatMap((event) => (event.kind === "progress" ? [event] : []));
    expect(progress).toEqual([0, 1, 2].map((done) => ({ kind: "progress", subject: "environment", done, of: 3 })));
  });

  it("streams output while a command runs, and says what changed", async () => {
    const { tab } = await opened();
    const block = await run(tab, "echo one > a; cat a; cat missing");
    expect(block.exitCode).toBe(1);
    expect(block.changes).toEqual([{ sign: "+", text: "file /home/learner/a" }]);
    const streamed = tab.events.flatMap((event) => (event.kind === "output" ? event.pieces : []));
    expect(streamed).toEqual(block.output);
    expect(block.output.map(({ stream }) => stream)).toEqual(["out", "err"]);
  });

  it("keeps the last state of lines that were replaced while a command ran, where they stood", async () => {
    const { tab } = await opened();
    for (const line of [
      "az group create -n shop -l westeurope",
      "az acr create -n contoso -g shop --sku Basic",
      "az acr login -n contoso",
      "docker pull nginx:1.25",
      "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
    ]) {
      await run(tab, line);
    }
    const first = textOf(await run(tab, "docker push contoso.azurecr.io/web:v1")).split("\n");
    expect(first[0]).toBe("The push refers to repository [contoso.azurecr.io/web]");
    expect(first[1]).toMatch(/^[0-9a-f]{12}: Pushed/);
    expect(first.at(-2)).toMatch(/^v1: digest: sha256:/);
    const again = textOf(await run(tab, "docker push contoso.azurecr.io/web:v1"));
    expect(again).toMatch(/^[0-9a-f]{12}: Layer already exists$/m);
    expect(textOf(await run(tab, "az acr show -n contoso -o none"))).toBe("");
  });

  it("undoes and redoes commands, also after a reload, and keeps the whole transcript", async () => {
    const { browser, tab, id } = await opened();
    await run(tab, "echo 1 > a");
    await run(tab, "echo 2 > a");
    const undone = await tab.sandbox.request("undo", null);
    expect([undone.undo, undone.redo]).toEqual(["echo 1 > a", "echo 2 > a"]);
    const again = await browser.openTab();
    const { blocks } = await again.sandbox.request("open", { id, take: true });
    expect(blocks.map((block) => block.undone)).toEqual([false, true]);
    const redone = await again.sandbox.request("redo", null);
    expect(redone.redo).toBeUndefined();
    expect(textOf(await run(again, "cat a"))).toBe("2\n");
    await again.sandbox.request("undo", null);
    await again.sandbox.request("undo", null);
    await again.sandbox.request("undo", null);
    expect((await run(again, "cat a")).exitCode).toBe(1);
  });

  it("undoes commands that only read or failed together with the command before them", async () => {
    const { tab } = await opened();
    await run(tab, "az acr list");
    expect(tab.sandbox.current.status.undo).toBeUndefined();
    await run(tab, "az group create -n shop -l westeurope");
    for (const line of ["az group list", "az acr show -n nothing", "ls", "no-such-command", "docker images"])
      await run(tab, line);
    const undone = await tab.sandbox.request("undo", null);
    expect([undone.undo, undone.redo]).toEqual([undefined, "az group create -n shop -l westeurope"]);
    expect(tab.sandbox.current.transcript.recent.map((block) => block.undone)).toEqual([false, ...Array(6).fill(true)]);
    await tab.sandbox.request("redo", null);
    expect(tab.sandbox.current.transcript.recent.some((block) => block.undone)).toBe(false);
    expect(textOf(await run(tab, "az group list --query [].name -o tsv"))).toBe("shop\n");
  });

  it("stops a running clock on undo, and takes back all the time that it ran", async () => {
    const { tab } = await opened();
    await run(tab, "echo 1 > a");
    const { now } = await tab.sandbox.request("clock", { running: true });
    for (let second = 0; second < 3; second++) await tab.sandbox.tick(1000);
    expect(tab.sandbox.current.status.now).toBe(now + 3000);
    const undone = await tab.sandbox.request("undo", null);
    expect([undone.now, undone.clock.running, undone.undo]).toEqual([now, false, "echo 1 > a"]);
  });

  it("discards a command that a reload interrupted", async () => {
    const { browser, tab, id } = await opened();
    await run(tab, "echo kept > a");
    const { put } = IDBObjectStore.prototype;
    const crash = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === "worldBlocks") this.transaction.abort();
      return put.apply(this, args);
    });
    await run(tab, "echo lost > a");
    crash.mockRestore();
    const last = tab.events.findLast((event) => event.kind === "status");
    expect(last?.kind === "status" && last.status.saved).toBe("notSaved");
    const again = await browser.openTab();
    const { blocks } = await again.sandbox.request("open", { id, take: true });
    expect(blocks.map(({ line }) => line)).toEqual(["echo kept > a"]);
    expect(textOf(await run(again, "cat a"))).toBe("kept\n");
  });

  it("saves with the next command what couldn't be saved before", async () => {
    const { browser, tab, id } = await opened();
    const { put } = IDBObjectStore.prototype;
    const crash = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === "worldBlocks") this.transaction.abort();
      return put.apply(this, args);
    });
    await run(tab, "echo first > a");
    crash.mockRestore();
    await run(tab, "echo second > b");
    const again = await browser.openTab();
    const { blocks } = await again.sandbox.request("open", { id, take: true });
    expect(blocks).toHaveLength(2);
    expect(textOf(await run(again, "cat a b"))).toBe("first\nsecond\n");
  });

  it("can be changed in one tab at a time, and another tab can take over", async () => {
    const { browser, tab, id } = await opened();
    const other = await browser.openTab();
    await expect(other.sandbox.request("open", { id })).rejects.toMatchObject({ code: "OpenElsewhere" });
    await other.sandbox.request("open", { id, take: true });
    expect(tab.events.at(-1)).toEqual({ kind: "taken", id });
    await expect(run(tab, "ls")).rejects.toMatchObject({ code: "NoWorld" });
    expect((await run(other, "ls")).exitCode).toBe(0);
  });

  it("stops a running command, answers its prompt, and rejects a second command meanwhile", async () => {
    const { tab } = await opened();
    const running = run(tab, "sleep 100; echo done");
    await expect(run(tab, "ls")).rejects.toMatchObject({ code: "Busy" });
    await tab.sandbox.request("interrupt", null);
    const block = await running;
    expect(block.exitCode).toBe(130);
    expect(textOf(block)).not.toContain("done");
  });

  it("is listed, renamed, copied, deleted and brought back", async () => {
    const { tab, id } = await opened();
    await run(tab, "echo x > a");
    await tab.sandbox.request("rename", { id, name: "  Mine " });
    const copy = await tab.sandbox.request("duplicate", { id, name: "Copy of mine" });
    expect((await tab.sandbox.request("worlds", null)).map(({ name }) => name).sort()).toEqual([
      "Copy of mine",
      "Mine",
    ]);
    await tab.sandbox.request("remove", { id });
    expect((await tab.sandbox.request("worlds", null)).map(({ name }) => name)).toEqual(["Copy of mine"]);
    await tab.sandbox.request("restore", { id });
    await tab.sandbox.request("open", { id });
    expect(textOf(await run(tab, "cat a"))).toBe("x\n");
    await tab.sandbox.request("open", { id: copy.id });
    expect(textOf(await run(tab, "cat a"))).toBe("x\n");
    await expect(tab.sandbox.request("rename", { id, name: "  " })).rejects.toMatchObject({ code: "NoName" });
  });

  it("is brought back by whoever regrets at once, while it is still being deleted", async () => {
    const { tab, id } = await opened();
    await run(tab, "echo x > a");
    await Promise.all([tab.sandbox.request("remove", { id }), tab.sandbox.request("restore", { id })]);
    await tab.sandbox.request("open", { id });
    expect(textOf(await run(tab, "cat a"))).toBe("x\n");
  });

  it("is brought back after it was deleted twice", async () => {
    const { tab, id } = await opened();
    await run(tab, "echo x > a");
    await tab.sandbox.request("remove", { id });
    await tab.sandbox.request("remove", { id });
    await tab.sandbox.request("restore", { id });
    await tab.sandbox.request("open", { id });
    expect(textOf(await run(tab, "cat a"))).toBe("x\n");
  });

  it("isn't restored when deleting it failed, and can be deleted again", async () => {
    const { tab, id } = await opened();
    const crash = vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
      throw new Error("The disk failed.");
    });
    await expect(tab.sandbox.request("remove", { id })).rejects.toThrow("The disk failed.");
    crash.mockRestore();
    await expect(tab.sandbox.request("restore", { id })).rejects.toMatchObject({ code: "NoWorld" });
    await tab.sandbox.request("remove", { id });
    await tab.sandbox.request("restore", { id });
    expect((await tab.sandbox.request("worlds", null)).map((world) => world.id)).toEqual([id]);
  });

  it("is exported to a file and imported unchanged, and a damaged file changes nothing", async () => {
    const { tab } = await opened();
    await run(tab, "echo inside > a");
    const { text } = await tab.sandbox.request("exportWorld", null);
    await tab.sandbox.request("importWorld", { name: "Back", text });
    expect(textOf(await run(tab, "cat a"))).toBe("inside\n");
    const before = await tab.sandbox.request("worlds", null);
    await expect(
      tab.sandbox.request("importWorld", { name: "Bad", text: text.replace("inside", "outside") }),
    ).rejects.toMatchObject({ code: "BadFile" });
    expect(await tab.sandbox.request("worlds", null)).toEqual(before);
  });

  it("is shared as a link that runs the commands again; a damaged link says so and opens an empty environment", async () => {
    const { tab } = await opened();
    await run(tab, "echo shared > a");
    await run(tab, "echo undone > b");
    await tab.sandbox.request("undo", null);
    const shared = await tab.sandbox.request("share", null);
    if (!("payload" in shared)) throw new Error(shared.refused);
    const replayed = await tab.sandbox.request("openShared", { payload: shared.payload, profile: "azure" });
    expect(replayed.note).toBeUndefined();
    expect(replayed.status.entry.profile).toBe("chapter");
    expect(textOf(await run(tab, "cat a; ls b"))).toContain("shared\n");
    expect((await run(tab, "ls b")).exitCode).not.toBe(0);
    for (const payload of [shared.payload.slice(0, -5), "x".repeat(9000), "", "AAAA"]) {
      const failed = await tab.sandbox.request("openShared", { payload, profile: "azure" });
      expect(failed.note).toMatch(/^The link .*An empty environment was opened instead\.$/);
      expect(failed.blocks).toEqual([]);
    }
  });

  it("keeps snapshots and goes back to one as a step that can be undone", async () => {
    const { tab } = await opened();
    await run(tab, "echo 1 > a");
    const { id } = await tab.sandbox.request("snapshot", { name: "before two" });
    await run(tab, "echo 2 > a");
    await tab.sandbox.request("returnTo", { id });
    expect(textOf(await run(tab, "cat a"))).toBe("1\n");
    await tab.sandbox.request("undo", null);
    expect(textOf(await run(tab, "cat a"))).toBe("2\n");
    expect((await tab.sandbox.request("snapshots", null)).map(({ name }) => name)).toEqual(["before two"]);
  });

  it("has faults, a profile and a clock that undo and reload restore", async () => {
    const { browser, tab, id } = await opened();
    const fault = { kind: "regionDown" as const, target: "westeurope" };
    expect((await tab.sandbox.request("fault", { ...fault, on: true })).faults).toEqual([fault]);
    expect((await tab.sandbox.request("profile", { profile: "azure" })).entry.profile).toBe("azure");
    const later = await tab.sandbox.request("advance", { milliseconds: 60_000 });
    const again = await browser.openTab();
    const { status } = await again.sandbox.request("open", { id, take: true });
    expect(status.now).toBe(later.now);
    expect(status.undo).toBe("+1 min");
    expect((await again.sandbox.request("undo", null)).now).toBe(later.now - 60_000);
    expect((await again.sandbox.request("undo", null)).entry.profile).toBe("chapter");
    expect((await again.sandbox.request("undo", null)).faults).toEqual([]);
  });
});
