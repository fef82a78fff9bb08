import templates from "virtual:drydock/templates";
import { openDatabase } from "../progress/open-database.ts";
import { randomId } from "../progress/random-id.ts";
import { createWorldStorage } from "../progress/world-storage.ts";
import { pageHash } from "../simulator/world/page-hash.ts";
import { SandboxError } from "./sandbox-error.ts";
import { findProofs } from "./lesson/proofs.ts";
import { pace } from "./pace.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { Sandbox } from "./sandbox.ts";
import { startPagedSession } from "./session-in-page.ts";
import { createWorldLock } from "./world-lock.ts";

/** Real milliseconds between two ticks of a running clock. */
const tick = 1000;

const post = (message: FromWorker) => self.postMessage(message);

const ready = openDatabase().then(({ database }) => {
  const sandbox = new Sandbox({
    facts: async () => (await import("virtual:drydock/rules")).default,
    hash: pageHash,
    storage: createWorldStorage(database),
    templates,
    moreTemplates: async (id) => (await import("../content/family-template.ts")).loadVariantTemplate(id),
    proofs: findProofs,
    lock: createWorldLock(),
    emit: (event) => post({ event }),
    now: () => Date.now(),
    pace,
    startSession: startPagedSession,
    newId: randomId,
    newSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 1,
  });
  setInterval(() => void sandbox.tick(tick), tick);
  return sandbox;
});

let aheadStarted = false;

/** Once the prompt is there, fetches what its commands will need, unless the learner's device asks to save data. */
function loadAhead(sandbox: Sandbox): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (aheadStarted || !sandbox.isOpen || connection?.saveData === true) return;
  aheadStarted = true;
  // What can't be fetched now is fetched when it is used.
  sandbox.loadAhead().catch(() => (aheadStarted = false));
}

self.addEventListener("message", ({ data: { id, name, ask } }: MessageEvent<ToWorker>) => {
  ready
    .then(async (sandbox) => {
      post({ id, answer: await sandbox.request(name, ask) });
      loadAhead(sandbox);
    })
    .catch((error: unknown) => {
      const code = error instanceof SandboxError ? error.code : error instanceof Error ? error.name : "Unknown";
      post({ id, failure: { code, message: error instanceof Error ? error.message : String(error) } });
    });
});
