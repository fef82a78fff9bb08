import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { deflateSync, inflateSync } from "fflate";
import { base64urlnopad } from "@scure/base";
import { IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import { checkEnvironment } from "../../src/sandbox/check-environment.ts";
import { ok } from "../../src/simulator/world/result.ts";
import { aBrowser, type Tab } from "../support/sandbox.ts";

// Recorded with the code of 0.1.0, before environments, snapshots and links had the formats of today.
const folder = join(import.meta.dirname, "../recordings/sandbox-1");
const unpacked = (name: string): string => gunzipSync(readFileSync(join(folder, name))).toString();
const links = JSON.parse(readFileSync(join(folder, "links.json"), "utf8")) as Record<string, string>;
const templates = readTemplates(join(import.meta.dirname, "../.."), new Problems());

interface Dump {
  version: number;
  stores: { name: string; keyPath: string | string[]; rows: unknown[] }[];
}

/** A browser whose database is as an earlier version left it. */
async function aBrowserOfBefore() {
  const dump = JSON.parse(unpacked("database.json.gz"), (_, value: unknown) => {
    const base64 = (value as { base64?: unknown } | null)?.base64;
    return typeof base64 === "string" ? new Uint8Array(Buffer.from(base64, "base64")) : value;
  }) as Dump;
  const browser = aBrowser({ templates });
  await new Promise<void>((resolve, reject) => {
    const opening = browser.indexedDB.open("drydock", dump.version);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      for (const { name, keyPath, rows } of dump.stores) {
        const store = opening.result.createObjectStore(name, { keyPath });
        for (const row of rows) store.put(row);
      }
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
  return browser;
}

const textOf = (block: { output: { text: string }[] }) => block.output.map(({ text }) => text).join("");
const run = async ({ sandbox }: Tab, line: string) => textOf(await sandbox.request("execute", { line }));

describe("what version 1 stored", () => {
  it("goes into a backup, which opens on another device", async () => {
    const { indexedDB } = await aBrowserOfBefore();
    const backup = await (await openProgress({ indexedDB, IDBKeyRange })).exportBackup(new Date(1));
    expect(backup.data.environments.map((environment) => checkEnvironment(environment))).toEqual([ok(true), ok(true)]);
    const other = aBrowser({ templates });
    const progress = await openProgress({ indexedDB: other.indexedDB, IDBKeyRange });
    await progress.importBackup(backup);
    const { sandbox } = await other.openTab();
    const [, shop] = await sandbox.request("worlds", null);
    const { blocks } = await sandbox.request("open", { id: shop?.id ?? "" });
    expect(blocks).toHaveLength(11);
  });

  it("opens an environment with its transcript, and undoes and redoes its steps", async () => {
    const tab = await (await aBrowserOfBefore()).openTab();
    const { sandbox } = tab;
    const entries = await sandbox.request("worlds", null);
    expect(entries.map(({ name, lesson }) => [name, lesson?.walkthrough])).toEqual([
      ["Walkthrough: push", "push-and-pull"],
      ["My shop", undefined],
    ]);
    const { status, blocks } = await sandbox.request("open", { id: entries[1]?.id ?? "" });
    expect(blocks).toHaveLength(11);
    expect(blocks.filter(({ undone }) => undone).map(({ line }) => line)).toEqual([
      "az acr update -n contoso --admin-enabled true",
      "docker pull contoso.azurecr.io/web:v1",
    ]);
    expect(status.faults).toEqual([{ kind: "regionDown", target: "eastus" }]);
    await sandbox.request("redo", null);
    await sandbox.request("undo", null);
    const undone = await sandbox.request("undo", null);
    expect(undone.faults).toEqual([]);
    expect(await run(tab, "az acr replication list -r contoso --query [].location -o tsv")).toContain("eastus");
  });

  it("goes back to its snapshots", async () => {
    const tab = await (await aBrowserOfBefore()).openTab();
    const { sandbox } = tab;
    const own = (await sandbox.request("worlds", null)).find(({ lesson }) => !lesson);
    await sandbox.request("open", { id: own?.id ?? "" });
    const [snapshot] = await sandbox.request("snapshots", null);
    expect(snapshot?.name).toBe("Before the replica");
    await sandbox.request("returnTo", { id: snapshot?.id ?? "" });
    expect(await run(tab, "az acr replication list -r contoso --query [].location -o tsv")).not.toContain("eastus");
    expect(await run(tab, "docker pull contoso.azurecr.io/web:v1")).toContain("Status:");
  });

  it("opens a file with its content", async () => {
    const tab = await aBrowser().openTab();
    await tab.sandbox.request("importWorld", { name: "Back", text: unpacked("environment.json.gz") });
    expect(await run(tab, "az acr repository list -n contoso -o tsv")).toBe("web\n");
    expect(await run(tab, "docker pull contoso.azurecr.io/web:v1")).toContain("Status:");
  });

  it.each(Object.keys(links))("opens the link %s, and at most notes that details may differ", async (name) => {
    const tab = await aBrowser({ templates }).openTab();
    const opened = await tab.sandbox.request("openShared", { payload: links[name] ?? "", profile: "azure" });
    expect(opened.status.entry).toMatchObject({ name: "My shop", profile: "chapter" });
    expect(opened.blocks.every(({ exitCode }) => exitCode === 0)).toBe(true);
    expect(opened.note ?? "").toMatch(/^$|^This link was made by an earlier version of Drydock\./);
    expect(await run(tab, "az acr repository list -n contoso -o tsv")).toBe("web\n");
  });
});

describe("what a newer version stored", () => {
  it("is left alone: a link says that it is newer and an empty environment opens", async () => {
    const { sandbox } = await aBrowser().openTab();
    const json = new TextDecoder().decode(inflateSync(base64urlnopad.decode(links["pushed"] ?? "")));
    const newer = new TextEncoder().encode(JSON.stringify({ ...(JSON.parse(json) as object), version: 3 }));
    const payload = base64urlnopad.encode(deflateSync(newer));
    const { note } = await sandbox.request("openShared", { payload, profile: "chapter" });
    expect(note).toMatch(/newer version of Drydock.*An empty environment was opened instead\.$/);
  });

  it("is left alone: a file is rejected with the reason", async () => {
    const { sandbox } = await aBrowser().openTab();
    const text = unpacked("environment.json.gz").replace(/"version":\d+/, '"version":99');
    await expect(sandbox.request("importWorld", { name: "New", text })).rejects.toThrow(/newer/i);
    expect(await sandbox.request("worlds", null)).toEqual([]);
  });

  it("is left alone: an environment or a snapshot isn't opened, and stays", async () => {
    const browser = aBrowser();
    const { sandbox } = await browser.openTab();
    const { entry } = (await sandbox.request("create", { template: "empty", profile: "chapter" })).status;
    const { id } = await sandbox.request("snapshot", { name: "Later" });
    await sandbox.request("close", null);
    await new Promise<void>((resolve, reject) => {
      const opening = browser.indexedDB.open("drydock");
      opening.onsuccess = () => {
        const writing = opening.result.transaction(["worlds", "worldSnapshots"], "readwrite");
        for (const name of ["worlds", "worldSnapshots"]) {
          const store = writing.objectStore(name);
          const reading = store.getAll();
          reading.onsuccess = () => {
            for (const row of reading.result as { state?: object; snapshot?: object }[]) {
              if (name === "worldSnapshots") store.put({ ...row, snapshot: { ...row.snapshot, version: 99 } });
              else store.put({ ...row, state: { ...row.state, version: 99 } });
            }
          };
        }
        writing.oncomplete = () => {
          opening.result.close();
          resolve();
        };
        writing.onerror = () => reject(writing.error);
      };
    });
    await expect(sandbox.request("open", { id: entry.id })).rejects.toMatchObject({ code: "NewerVersion" });
    expect(await sandbox.request("worlds", null)).toHaveLength(1);
    await sandbox.request("create", { template: "empty", profile: "chapter" });
    const copy = await sandbox.request("snapshot", { name: "Now" });
    expect(copy.version).toBe(1);
    expect(id).not.toBe(copy.id);
  });
});
