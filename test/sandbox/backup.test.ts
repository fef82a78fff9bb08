import { IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { backupText } from "../../src/progress/backup.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import type { BackupFile } from "../../src/progress/backup-file.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { checkEnvironment } from "../../src/sandbox/check-environment.ts";
import { readBackupFile, restoreBackup } from "../../src/store/backup-file.ts";
import { aBrowser, type Tab } from "../support/sandbox.ts";

const aDevice = () => {
  const browser = aBrowser();
  return { openTab: browser.openTab, progress: () => openProgress({ indexedDB: browser.indexedDB, IDBKeyRange }) };
};

const run = async ({ sandbox }: Tab, ...lines: string[]) => {
  for (const line of lines) await sandbox.request("execute", { line });
};

/** A device with an environment: files, a group, an undone step, a snapshot. */
async function aDeviceWithWork() {
  const device = aDevice();
  const tab = await device.openTab();
  await tab.sandbox.request("create", { template: "empty", profile: "azure", name: "Mine" });
  await run(
    tab,
    "az group create -n rg -l westeurope",
    "echo FROM scratch > Dockerfile",
    "az group create -n rg2 -l eastus",
  );
  await tab.sandbox.request("snapshot", { name: "Two groups" });
  await tab.sandbox.request("undo", null);
  return { ...device, tab };
}

async function backupOf(progress: Progress, at = 1): Promise<BackupFile> {
  return progress.exportBackup(new Date(at));
}

async function restore(progress: Progress, backup: BackupFile): Promise<void> {
  const read = await readBackupFile(progress, backupText(backup));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  await restoreBackup(progress, read.value.backup);
}

describe("an environment in a backup", () => {
  it("opens on another device with its files, transcript, undo, redo and snapshots", async () => {
    const { progress, tab } = await aDeviceWithWork();
    const [{ id = "" } = {}] = await tab.sandbox.request("worlds", null);
    const backup = await backupOf(await progress());
    const other = aDevice();
    await restore(await other.progress(), backup);

    const { sandbox } = await other.openTab();
    const { status, blocks } = await sandbox.request("open", { id });
    expect(status).toMatchObject({ entry: { name: "Mine" }, undo: "echo FROM scratch > Dockerfile" });
    expect(blocks.map(({ undone }) => undone)).toEqual([false, false, true]);
    expect((await sandbox.request("snapshots", null)).map(({ name }) => name)).toEqual(["Two groups"]);
    await sandbox.request("redo", null);
    const listed = await sandbox.request("execute", { line: "az group list -o tsv --query [].name && cat Dockerfile" });
    expect(listed.output.map(({ text }) => text).join("")).toBe("rg\nrg2\nFROM scratch\n");
    expect((await backupOf(await other.progress())).data.environments[0]?.rows).not.toEqual([]);
  });

  it("says before the restore how many environments are new, newer, or there already", async () => {
    const { progress, tab } = await aDeviceWithWork();
    const backup = await backupOf(await progress());
    const other = await aDevice().progress();
    const preview = async (to: Progress) => {
      const read = await readBackupFile(to, backupText(backup));
      return read.ok ? read.value.preview.tables.find(({ table }) => table === "environments") : undefined;
    };
    expect(await preview(other)).toMatchObject({ inFile: 1, added: 1, kept: 0 });
    expect(await preview(await progress())).toMatchObject({ inFile: 1, added: 0, newer: 0, kept: 1 });
    await run(tab, "ls");
    expect(await preview(await progress())).toMatchObject({ inFile: 1, added: 0, newer: 0, kept: 1 });
  });

  it("continues where it was changed last, without a copy of its earlier state", async () => {
    const { progress, tab } = await aDeviceWithWork();
    const early = await backupOf(await progress());
    await run(tab, "touch later");
    const late = await backupOf(await progress(), 2);
    const other = await aDevice().progress();
    await restore(other, late);
    await restore(other, early);
    expect((await backupOf(other)).data.environments).toEqual(late.data.environments);
  });

  it("is kept twice when both devices changed it, however often they exchange backups", async () => {
    const first = await aDeviceWithWork();
    const second = aDevice();
    await restore(await second.progress(), await backupOf(await first.progress()));
    const tab = await second.openTab();
    const [{ id = "" } = {}] = await tab.sandbox.request("worlds", null);
    await tab.sandbox.request("open", { id });
    await run(tab, "touch there", "touch there-too");
    await run(first.tab, "touch here");
    await tab.sandbox.request("close", null);
    await first.tab.sandbox.request("close", null);

    const [here, there] = [await first.progress(), await second.progress()];
    for (let exchange = 0; exchange < 2; exchange++) {
      await restore(here, await backupOf(there));
      await restore(there, await backupOf(here));
    }
    const names = (await backupOf(here)).data.environments.map(({ entry }) => entry.name);
    expect(names.toSorted()).toEqual(["Mine", "Mine (other device)"]);
    expect((await backupOf(there)).data.environments).toEqual((await backupOf(here)).data.environments);
  });

  it("is rejected with the reason when its content, a row or a command of it was changed", async () => {
    const { progress } = await aDeviceWithWork();
    const backup = await backupOf(await progress());
    const [environment] = backup.data.environments;
    if (!environment) throw new Error("The environment isn't in the backup.");
    expect(checkEnvironment(environment).ok).toBe(true);
    const damage = (changes: Partial<typeof environment>) => {
      const checked = checkEnvironment({ ...environment, ...changes });
      return checked.ok ? "" : checked.refusal.message;
    };
    const [key = ""] = environment.rows.find(([name]) => name.startsWith("group")) ?? [];
    expect(damage({ rows: [[key, { name: 5 }]] })).toMatch(/“Mine”: rows\.0: a row can’t be one/);
    expect(damage({ blocks: [{ block: { id: "b" }, wire: [] }] })).toMatch(/blocks\.0\.block\.line/);
    expect(damage({ blobs: [[`sha256:${"0".repeat(64)}`, "AAAA"]] })).toMatch(
      /the content of sha256:0{12} was changed/,
    );
    expect(damage({ blobs: [["nothing", "%"]] })).toMatch(/was changed/);
    expect(damage({ id: "another" })).toMatch(/two ids differ/);
  });
});
