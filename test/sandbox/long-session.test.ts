import { beforeAll, describe, expect, it } from "vitest";
import { recentLimit } from "../../src/sandbox/recent-list.ts";
import { aBrowser, type Tab } from "../support/sandbox.ts";

const idle = recentLimit + 20;
const textOf = (blocks: { line: string }[]) => blocks.map(({ line }) => line);

/** Opens an environment in which one command changed something, followed by more idle ones than stay in memory. */
async function aLongSession() {
  const browser = aBrowser();
  const tab = await browser.openTab();
  await tab.sandbox.request("create", { template: "empty", profile: "azure" });
  const run = (line: string) => tab.sandbox.request("execute", { line });
  await run("az group create -n shop -l westeurope");
  for (let count = 0; count < idle; count++) await run(`echo ${count}`);
  return { browser, tab, run, id: tab.sandbox.current.entry.id };
}

describe("an environment with more commands than stay in memory", () => {
  let session: Awaited<ReturnType<typeof aLongSession>>;
  let reopened: Tab;
  beforeAll(async () => {
    session = await aLongSession();
    reopened = await session.browser.openTab();
  });

  it("holds no more than the last ones, and reads earlier ones from storage when they are asked for", async () => {
    const { tab } = session;
    const { transcript } = tab.sandbox.current;
    expect(transcript.recent).toHaveLength(recentLimit);
    expect(transcript.earlier).toBe(idle + 1 - recentLimit);
    expect(textOf(await tab.sandbox.request("earlierBlocks", { before: 2, count: 100 }))).toEqual([
      "az group create -n shop -l westeurope",
      "echo 0",
    ]);
    expect(await tab.sandbox.request("history", null)).toHaveLength(idle + 1);
    const { entries, earlier } = await tab.sandbox.request("wire", { commands: 10 });
    expect([entries.length > 0, earlier]).toEqual([true, false]);
  });

  it("names the command that undo takes back although it is in storage only, and takes it back", async () => {
    const { sandbox } = session.tab;
    expect(sandbox.current.status.undo).toBe("az group create -n shop -l westeurope");
    const undone = await sandbox.request("undo", null);
    expect(undone.undo).toBeUndefined();
    expect(textOf(await sandbox.request("earlierBlocks", { before: 1, count: 1 }))).toHaveLength(1);
    const { block } = (await sandbox.current.transcript.all())[0] ?? {};
    expect(block).toMatchObject({ line: "az group create -n shop -l westeurope", undone: true });
    expect((await sandbox.request("redo", null)).undo).toBe("az group create -n shop -l westeurope");
  });

  it("opens with its last commands, its undo and its way from the template", async () => {
    await session.tab.sandbox.current.settled();
    const { status, blocks, earlier } = await reopened.sandbox.request("open", { id: session.id, take: true });
    expect([blocks.length, earlier, status.undo]).toEqual([
      recentLimit,
      idle + 1 - recentLimit,
      "az group create -n shop -l westeurope",
    ]);
    const { steps } = await reopened.sandbox.current.way();
    expect(steps.filter((step) => "run" in step)).toHaveLength(idle + 1);
  });
});
