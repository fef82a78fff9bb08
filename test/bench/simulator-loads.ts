import { simContent } from "../support/sim-content.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiskBlobStore } from "../../src/node/disk-blob-store.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { readServeOptions } from "../../src/node/serve-options.ts";
import { serve } from "../../src/node/serve.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { syntheticBlobs } from "../../src/simulator/images/bulk-layers.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { BlobStore } from "../../src/simulator/world/blob-store.ts";
import { MemoryBlobStore } from "../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../src/simulator/world/new-world.ts";
import { ok } from "../../src/simulator/world/result.ts";
import { facts } from "../support/simulator-facts.ts";
import { putReplica } from "../support/replicas.ts";
import { aRegistry, laptop } from "../support/simulator.ts";
import { basic, type Send } from "../support/push-image.ts";
import { valueOf } from "../support/value-of.ts";
import { makeLayers, pushLayers } from "./simulator-push.ts";
import type { Load } from "./simulator.ts";

const password = "benchmark";

/** A simulator without limits on requests, with one Premium registry whose admin account works. */
export function simulatorUnderTest(blobs: BlobStore = new MemoryBlobStore(nodeHash, syntheticBlobs)): Simulator {
  const world = newWorld({ profile: "azure" });
  const simulator = createSimulator({ facts, world, hash: nodeHash, blobs }, { limits: false });
  const at = simulator.now;
  const adminPasswords = [{ name: "password", value: password, createdAt: at, validFrom: at }];
  aRegistry(simulator, {}, { adminUserEnabled: true, adminPasswords });
  return simulator;
}

const authorization = basic("contoso", password);

/** Requests through the handler itself. */
export const handlerOf =
  (simulator: Simulator): Send =>
  (method, path, { body, headers } = {}) => {
    const init = { method, headers: { authorization, ...headers }, ...(body !== undefined && { body }) };
    return simulator.send(new Request(new URL(path, "https://contoso.azurecr.io"), init), laptop);
  };

const layerBytes = 5 * 2 ** 20;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** `size` images of ten layers of 5 MiB each: bytes and hashes only, the images are made before the clock starts. */
async function pushSeveral(send: Send, size: number): Promise<number> {
  let spent = 0;
  for (let image = 0; image < size; image++) {
    const layers = makeLayers(10, layerBytes);
    spent += await timed(() => pushLayers(send, `app:v${image}`, layers));
  }
  return spent;
}

/** Does work with requests to a server on loopback, which has more words on its command line. */
async function overLoopback<T>(more: string[], work: (send: Send) => Promise<T>): Promise<T> {
  const words = ["--port", "0", "--registry", "contoso", "--username", "contoso", "--password", password];
  const options = valueOf(readServeOptions([...words, "--profile", "azure", "--no-limits", ...more]));
  const server = valueOf(await serve(simContent.facts, options));
  const send: Send = (method, path, { body, headers } = {}) =>
    fetch(new URL(path, server.url), {
      method,
      headers: { authorization, ...headers },
      ...(body !== undefined && { body }),
    });
  try {
    return await work(send);
  } finally {
    await server.close();
  }
}

export const pushImages = (): Load[] => [
  {
    name: "push of a 10-layer, 50 MiB image, through the handler",
    async run(size) {
      const folder = mkdtempSync(join(tmpdir(), "drydock-bench-"));
      const simulator = simulatorUnderTest(new DiskBlobStore(folder, nodeHash, syntheticBlobs));
      try {
        return await pushSeveral(handlerOf(simulator), size);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
  {
    name: "push of a 10-layer, 50 MiB image, through loopback",
    run: (size) => overLoopback([], (send) => pushSeveral(send, size)),
  },
];

const pushManySmall = (send: Send, count: number): Promise<number> =>
  timed(async () => {
    for (let at = 0; at < count; at++) {
      const layer = new TextEncoder().encode(`layer ${at}`);
      await pushLayers(send, `team${at % 20}/app:v${at}`, [layer]);
    }
  });

export const pushSmall = (): Load[] => [
  {
    name: "1,000 small pushes",
    run: (size) => pushManySmall(handlerOf(simulatorUnderTest()), 1000 * size),
  },
  {
    name: "100 small pushes, through loopback with a saved state",
    async run(size) {
      const state = mkdtempSync(join(tmpdir(), "drydock-bench-"));
      try {
        return await overLoopback(["--state", state], (send) => pushManySmall(send, 100 * size));
      } finally {
        rmSync(state, { recursive: true });
      }
    },
  },
];

/** Puts so many tags of one manifest in a repository, past the planes. */
async function withTags(count: number): Promise<Send> {
  const simulator = simulatorUnderTest();
  const send = handlerOf(simulator);
  const digest = await pushLayers(send, "app:first", [new Uint8Array(10)]);
  simulator.transact((draft) => {
    const row = draft.get("tag", "contoso", "app", "first");
    for (let at = 0; row && at < count; at++) {
      const tag = `v${String(at).padStart(7, "0")}`;
      draft.put("tag", ["contoso", "app", tag], row);
      draft.put("tagOf", ["contoso", "app", digest, tag], true);
    }
    draft.update("repository", ["contoso", "app"], (repository) => ({ ...repository, tagCount: count }));
    return ok(true);
  });
  return send;
}

export const listTags = (): Load[] => [
  {
    name: "listing 10,000 tags, 100 a page",
    async run(size) {
      const send = await withTags(10_000 * size);
      return timed(async () => {
        let seen = 0;
        for (let next = "/v2/app/tags/list?n=100"; next !== "";) {
          const page = await send("GET", next);
          seen += ((await page.json()) as { tags: string[] }).tags.length;
          next = /<([^>]+)>/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
        }
        if (seen !== 10_000 * size + 1) throw new Error(`${seen} tags were listed`);
      });
    },
  },
  {
    name: "one page of 100 in the midst of 10,000 tags",
    async run(size) {
      const send = await withTags(10_000 * size);
      const page = `/v2/app/tags/list?n=100&last=v${String(5_000 * size).padStart(7, "0")}`;
      const rounds = 200;
      return (
        (await timed(async () => {
          for (let at = 0; at < rounds; at++) await (await send("GET", page)).text();
        })) / rounds
      );
    },
  },
];

const regions = ["northeurope", "eastus", "westus", "southeastasia", "australiaeast"];

export const replicate = (): Load => ({
  name: "replication of 1,000 manifests to 5 regions",
  async run(size) {
    const simulator = simulatorUnderTest();
    const send = handlerOf(simulator);
    for (const location of regions) putReplica(simulator, "contoso", location);
    const pushed = await timed(async () => {
      for (let at = 0; at < 1000 * size; at++) await pushLayers(send, `app:v${at}`, [new Uint8Array(8)]);
    });
    const copied = await timed(() => simulator.runUntilIdle(365 * 24 * 60 * 60_000));
    for (const location of regions) {
      if (simulator.world.any("pending", "contoso", location)) throw new Error(`${location} is behind`);
    }
    return pushed + copied;
  },
});
