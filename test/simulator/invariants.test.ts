import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../src/node/node-hash.ts";
import { Timeline } from "../../src/sandbox/timeline.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { scanManifests, scanTags, viewBlob, viewManifest, viewTag } from "../../src/simulator/registry/region-view.ts";
import { regionsOf } from "../../src/simulator/services/replication.ts";
import { diffWorlds } from "../../src/simulator/world/diff.ts";
import { exportWorld, importWorld } from "../../src/simulator/world/world-file.ts";
import type { Tag } from "../../src/simulator/world/content-tables.ts";
import { anArtifact, types } from "../support/images.ts";
import { asAdmin, pushImage } from "../support/push-image.ts";
import { aSimulator } from "../support/simulator.ts";
import { aClient, type RegistryClient } from "./oci/registry-client.ts";
import { addReplica, removeReplica } from "../support/replicas.ts";

const registry = "contoso";
const home = "westeurope";
const farRegions = ["eastus", "southeastasia"];

type Step =
  | { do: "push"; repository: string; tag: string; layers: number[]; region: string }
  | { do: "index"; repository: string; tag: string }
  | { do: "pull" | "untag" | "delete"; repository: string; tag: string }
  | { do: "purge"; repository: string }
  | { do: "addReplica" | "removeReplica"; region: string }
  | { do: "advance"; seconds: number }
  | { do: "undo" }
  | { do: "redo" };

const repository = fc.constantFrom("web", "team/api");
const tag = fc.constantFrom("v1", "v2", "latest");
const region = fc.constantFrom(...farRegions);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("push" as const),
      repository,
      tag,
      layers: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }),
      region: fc.constantFrom(home, ...farRegions),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("index" as const), repository, tag }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("pull", "untag", "delete"), repository, tag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("purge" as const), repository }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("addReplica", "removeReplica"), region }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("advance" as const), seconds: fc.nat(200) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("undo", "redo") }) },
);
const steps = fc.array(step, { minLength: 3, maxLength: 25 });

const layerText = (number: number) => `layer ${number} `.repeat(number * 20 + 1);

/** A client with the timeline of what it did, as the sandbox keeps it. */
interface Learner extends RegistryClient {
  timeline: Timeline;
}

/** Performs a step and records it; undo and redo move along the timeline. */
async function perform(learner: Learner, step: Step): Promise<void> {
  const { simulator, timeline } = learner;
  const before = simulator.world;
  if (step.do === "undo" || step.do === "redo") {
    const move = timeline[step.do](before);
    if (move) simulator.moveTo(move.world);
    return;
  }
  await act(learner, step);
  timeline.record(before, simulator.world, { label: step.do });
}

async function act(client: RegistryClient, step: Exclude<Step, { do: "undo" | "redo" }>): Promise<void> {
  const { simulator, send } = client;
  switch (step.do) {
    case "push": {
      const regions = regionsOf(simulator.world, registry);
      const origin = { address: "203.0.113.24", region: regions.includes(step.region) ? step.region : home };
      const image = anArtifact({ layers: step.layers.map(layerText) });
      await pushImage(asAdmin(simulator, registry, origin), `${step.repository}:${step.tag}`, image);
      return;
    }
    case "index": {
      const manifests = [...simulator.world.scan("manifest", [registry, step.repository])].map(({ rest, row }) => ({
        mediaType: row.mediaType,
        digest: rest[0],
        size: row.size,
      }));
      const body = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests });
      const { response } = await client.pushManifest(step.repository, step.tag, body, types.index);
      expect(response.status).toBe(201);
      return;
    }
    case "pull":
      await send("GET", `/v2/${step.repository}/manifests/${step.tag}`);
      return;
    case "untag":
      await send("DELETE", `/acr/v1/${step.repository}/_tags/${step.tag}`);
      return;
    case "delete": {
      const tagRow = simulator.world.get("tag", registry, step.repository, step.tag);
      if (tagRow) await send("DELETE", `/v2/${step.repository}/manifests/${tagRow.digest}`);
      return;
    }
    case "purge":
      await send("DELETE", `/acr/v1/${step.repository}`);
      return;
    case "addReplica":
      if (!simulator.world.has("replication", registry, step.region)) addReplica(simulator, registry, step.region);
      return;
    case "removeReplica":
      if (simulator.world.has("replication", registry, step.region)) {
        removeReplica(simulator, registry, step.region);
      }
      return;
    case "advance":
      await simulator.advance(step.seconds * 1000);
  }
}

const isIndex = (mediaType: string): boolean => mediaType === types.index;

/** What holds for the newest state of a registry at any moment. */
function expectSound({ world }: Simulator): void {
  let manifestBytes = 0;
  const counted = new Set<string>();
  const manifestsOf: Record<string, number> = {};
  const tagsOf: Record<string, number> = {};
  for (const { rest, row } of world.scan("manifest", [registry])) {
    const [name = "", digest = ""] = rest;
    manifestsOf[name] = (manifestsOf[name] ?? 0) + 1;
    if (!counted.has(digest)) manifestBytes += row.size;
    counted.add(digest);
    if (isIndex(row.mediaType)) continue;
    for (const part of row.references) expect(world.has("blobIn", registry, name, part.digest)).toBe(true);
  }
  for (const { rest, row } of world.scan("tag", [registry])) {
    const [name = ""] = rest;
    tagsOf[name] = (tagsOf[name] ?? 0) + 1;
    expect(world.has("manifest", registry, name, row.digest)).toBe(true);
  }
  const blobBytes = [...world.scan("blob", [registry])].reduce((sum, { row }) => sum + row.size, 0);
  expect(world.get("usage", registry)?.bytes).toBe(blobBytes + manifestBytes);
  for (const { rest, row } of world.scan("repository", [registry])) {
    const [name = ""] = rest;
    expect([row.manifestCount, row.tagCount]).toEqual([manifestsOf[name] ?? 0, tagsOf[name] ?? 0]);
  }
}

/** In no region does a tag lead nowhere that the newest state knows, nor a new manifest show before its blobs. */
function expectOrdered({ world }: Simulator): void {
  for (const place of regionsOf(world, registry).filter((region) => region !== home)) {
    for (const { rest } of world.scan("repository", [registry])) {
      const [name = ""] = rest;
      for (const { tag: tagRow } of scanTags(world, registry, place, name)) {
        expect(viewManifest(world, registry, place, name, tagRow.digest)).toBeDefined();
      }
      for (const { manifest } of scanManifests(world, registry, place, name)) {
        if (isIndex(manifest.mediaType)) continue;
        for (const part of manifest.references) {
          expect(viewBlob(world, registry, place, name, part.digest)).toBeDefined();
        }
      }
    }
  }
}

function expectConverged({ world }: Simulator): void {
  expect(world.any("pending", registry)).toBe(false);
  expect(world.any("queuedCopy", registry)).toBe(false);
  for (const { rest, row } of world.scan("tag", [registry])) {
    const [name = "", of = ""] = rest;
    for (const place of regionsOf(world, registry)) {
      expect((viewTag(world, registry, place, name, of) as Tag).digest).toBe(row.digest);
    }
  }
}

const aWorld = (seed = 1): Learner => ({
  ...aClient({ profile: "azure" }, aSimulator({ profile: "azure", seed })),
  timeline: new Timeline(),
});

const runs = { numRuns: 60 };

describe("after any sequence of pushes, deletions, replicas, time, undo and redo", () => {
  it("manifests have their blobs, tags their manifests, storage and counters add up", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const client = aWorld();
        for (const step of sequence) {
          await perform(client, step);
          expectSound(client.simulator);
        }
      }),
      runs,
    );
  });

  it("regions that only read never show a tag without its manifest or a manifest without its blobs", async () => {
    const atHome = steps.map((sequence) =>
      sequence.map((step) => (step.do === "push" ? { ...step, region: home } : step)),
    );
    await fc.assert(
      fc.asyncProperty(atHome, async (sequence) => {
        const client = aWorld();
        for (const step of sequence) {
          await perform(client, step);
          expectOrdered(client.simulator);
        }
      }),
      runs,
    );
  });

  it("all regions show the same in the end", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const client = aWorld();
        for (const step of sequence) await perform(client, step);
        await client.simulator.runUntilIdle();
        expectSound(client.simulator);
        expectConverged(client.simulator);
      }),
      runs,
    );
  });

  it("undo restores exactly the world before, and redo the one after", async () => {
    await fc.assert(
      fc.asyncProperty(steps, step, async (sequence, last) => {
        fc.pre(last.do !== "undo" && last.do !== "redo");
        const client = aWorld();
        for (const step of sequence) await perform(client, step);
        const before = client.simulator.world;
        await perform(client, last);
        const after = client.simulator.world;
        await perform(client, { do: "undo" });
        expect(diffWorlds(client.simulator.world, before)).toEqual([]);
        await perform(client, { do: "redo" });
        expect(diffWorlds(client.simulator.world, after)).toEqual([]);
      }),
      runs,
    );
  });

  it("the same seed and steps give the same world, and another seed a different one", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const ends = [];
        for (const seed of [7, 7, 8]) {
          const client = aWorld(seed);
          for (const step of sequence) await perform(client, step);
          ends.push(exportWorld(nodeHash, client.simulator.world));
        }
        expect(ends[0]).toBe(ends[1]);
        expect(ends[0]).not.toBe(ends[2]);
      }),
      { numRuns: 25 },
    );
  });

  it("export and import restore the same world", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const { simulator, ...client } = aWorld();
        for (const step of sequence) await perform({ simulator, ...client }, step);
        const text = exportWorld(nodeHash, simulator.world);
        const read = importWorld(nodeHash, text);
        if (!read.ok) throw new Error(read.refusal.message);
        expect([...read.value.entries()]).toEqual([...simulator.world.entries()]);
        expect(exportWorld(nodeHash, read.value)).toBe(text);
      }),
      { numRuns: 25 },
    );
  });
});
