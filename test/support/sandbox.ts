import { join } from "node:path";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { openDatabase } from "../../src/progress/open-database.ts";
import { createWorldStorage, type WorldStorage } from "../../src/progress/world-storage.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { findProofs } from "../../src/sandbox/lesson/proofs.ts";
import type { SandboxEvent } from "../../src/sandbox/protocol.ts";
import { Sandbox } from "../../src/sandbox/sandbox.ts";
import type { WorldTemplate } from "../../src/content/world-template.ts";
import type { WorldLock } from "../../src/sandbox/world-lock.ts";
import { startShell } from "../../src/simulator/start-shell.ts";
import { readStartFiles } from "../../src/content/build/start-files.ts";
import { surface } from "./surface.ts";
import { facts } from "./simulator-facts.ts";

const startFiles = readStartFiles(join(import.meta.dirname, "../.."));

const empty: WorldTemplate = { id: "empty", name: "Empty", commands: [] };

/** Locks shared by the tabs of one browser. */
function createLocks() {
  const owners = new Map<string, () => void>();
  return (): WorldLock => {
    let heldWorld: string | undefined;
    return {
      acquire(id, { take, lost }) {
        const owner = owners.get(id);
        if (owner && heldWorld !== id && !take) return Promise.resolve(false);
        if (owner && heldWorld !== id) owner();
        heldWorld = id;
        owners.set(id, lost);
        return Promise.resolve(true);
      },
      release() {
        if (heldWorld !== undefined) owners.delete(heldWorld);
        heldWorld = undefined;
      },
    };
  };
}

export interface Tab {
  sandbox: Sandbox;
  events: SandboxEvent[];
}

/** A device with its storage; `openTab` starts the sandbox as a page does. */
export function aBrowser({
  templates = [empty],
  storage,
}: { templates?: WorldTemplate[]; storage?: WorldStorage } = {}) {
  const indexedDB = new IDBFactory();
  const newLock = createLocks();
  let ids = 0;
  let clock = Date.UTC(2026, 10, 25);
  return {
    indexedDB,
    async openTab(): Promise<Tab> {
      const { database } = await openDatabase({ indexedDB, IDBKeyRange });
      const events: SandboxEvent[] = [];
      const sandbox = new Sandbox({
        facts,
        hash: nodeHash,
        storage: storage ?? createWorldStorage(database),
        templates,
        proofs: findProofs,
        lock: newLock(),
        emit: (event) => events.push(structuredClone(event)),
        now: () => (clock += 1000),
        pace: () => Promise.resolve(),
        startSession: ({ simulator }, pace) => startShell(simulator, { pace, surface, startFiles }),
        newId: () => `world-${++ids}`,
        newSeed: () => 7,
      });
      return { sandbox, events };
    },
  };
}

/** A world of its own in which commands ran that have to succeed, and how to run more. */
export async function aWorldWith(...lines: string[]) {
  const tab = await aBrowser().openTab();
  const { sandbox } = tab;
  await sandbox.request("create", { template: "empty", profile: "azure" });
  const run = async (...all: string[]) => {
    for (const line of all) {
      const block = await sandbox.request("execute", { line });
      const printed = block.output.map(({ text }) => text).join("");
      if (block.exitCode !== 0) throw new Error(`${line} ended with ${block.exitCode}: ${printed}`);
    }
  };
  await run(...lines);
  return { ...tab, run };
}
