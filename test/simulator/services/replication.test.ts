import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { removeTag } from "../../../src/simulator/registry/content-tags.ts";
import { removeManifest } from "../../../src/simulator/registry/remove-manifest.ts";
import { scanTags, viewBlob, viewManifest, viewTag } from "../../../src/simulator/registry/region-view.ts";
import { replicationProgress } from "../../../src/simulator/registry/replication-progress.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { anImage } from "../../support/images.ts";
import { cloudOf, siteIn, storeImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { addReplica, removeReplica } from "../../support/replicas.ts";

const far = "southeastasia";
const home = "westeurope";
const registry = "contoso";
const repository = "shop/web";
const mebibyte = 2 ** 20;

/** Puts an image of one layer of `size` bytes into the registry; its digests. */
function push(simulator: Simulator, tag: string, size = 100 * mebibyte, region = home) {
  const image = anImage({ layers: [{ name: `layer ${tag} ${size}`, size }] });
  storeImage(simulator, `${repository}:${tag}`, image, { region });
  return { layer: image.layers[0]?.digest ?? "", manifest: image.digest };
}

const tagsIn = (simulator: Simulator, region: string) =>
  [...scanTags(simulator.world, registry, region, repository)].map(({ name }) => name);

function aReplicatedRegistry(): Simulator {
  const simulator = aSimulator({ profile: "azure" });
  aRegistry(simulator);
  addReplica(simulator, registry, far);
  return simulator;
}

describe("replication", () => {
  it("shows a push at home at once, and in the far region only after the lag", async () => {
    const simulator = aReplicatedRegistry();
    const { layer, manifest } = push(simulator, "v1");
    const seen = (region: string) => [
      viewBlob(simulator.world, registry, region, repository, layer) !== undefined,
      viewManifest(simulator.world, registry, region, repository, manifest) !== undefined,
      viewTag(simulator.world, registry, region, repository, "v1") !== undefined,
    ];
    const lag = replicationProgress(simulator.world, registry, far).until - simulator.now;
    expect(seen(home)).toEqual([true, true, true]);
    expect(seen(far)).toEqual([false, false, false]);
    await simulator.advance(Math.floor(lag / 2));
    expect(seen(far)).toEqual([false, false, false]);
    await simulator.advance(Math.ceil(lag / 2) + 100);
    expect(seen(far)).toEqual([true, true, true]);
    expect(replicationProgress(simulator.world, registry, far)).toMatchObject({ status: "Ready", percent: 100 });
  });

  it("never shows a manifest before its blobs or a tag before its manifest", async () => {
    const simulator = aReplicatedRegistry();
    const pushed = ["v1", "v2", "v3"].map((tag) => ({ tag, ...push(simulator, tag) }));
    while (simulator.nextEventAt !== undefined) {
      await simulator.advanceTo(simulator.nextEventAt);
      for (const { tag, layer, manifest } of pushed) {
        const manifestView = viewManifest(simulator.world, registry, far, repository, manifest);
        if (viewTag(simulator.world, registry, far, repository, tag)) expect(manifestView).toBeDefined();
        if (manifestView) expect(viewBlob(simulator.world, registry, far, repository, layer)).toBeDefined();
      }
    }
    expect(tagsIn(simulator, far)).toEqual(["v1", "v2", "v3"]);
  });

  it("keeps that order when an image is pushed again under another tag before it has arrived", async () => {
    const simulator = aReplicatedRegistry();
    const image = anImage({ layers: [{ name: "layer", size: mebibyte }] });
    storeImage(simulator, `${repository}:v1`, image, { region: home });
    await simulator.advance(14_000);
    storeImage(simulator, `${repository}:v2`, image, { region: home });
    while (simulator.nextEventAt !== undefined) {
      await simulator.advanceTo(simulator.nextEventAt);
      if (tagsIn(simulator, far).length > 0)
        expect(viewManifest(simulator.world, registry, far, repository, image.digest)).toBeDefined();
    }
    expect(tagsIn(simulator, far)).toEqual(["v1", "v2"]);
  });

  it("replicates deletions, and shows the old content until they arrive", async () => {
    const simulator = aReplicatedRegistry();
    const { manifest } = push(simulator, "v1");
    push(simulator, "v2");
    await simulator.runUntilIdle();
    const site = siteIn(registry, home);
    simulator.transact((draft) => removeTag(draft, simulator.rules(), site, repository, "v2"));
    simulator.transact((draft) => removeManifest(draft, cloudOf(simulator), site, repository, manifest));
    expect([tagsIn(simulator, home), tagsIn(simulator, far)]).toEqual([[], ["v1", "v2"]]);
    await simulator.runUntilIdle();
    expect(tagsIn(simulator, far)).toEqual([]);
    expect(simulator.world.any("pending", registry)).toBe(false);
  });

  it("gives a tag the digest of the last push in every region", async () => {
    const simulator = aReplicatedRegistry();
    push(simulator, "v1", mebibyte);
    const last = push(simulator, "v1", 2 * mebibyte, far);
    expect(viewTag(simulator.world, registry, far, repository, "v1")?.digest).toBe(last.manifest);
    await simulator.runUntilIdle();
    for (const region of [home, far]) {
      expect(viewTag(simulator.world, registry, region, repository, "v1")?.digest).toBe(last.manifest);
    }
  });

  it("copies existing content to a new replica and reports progress", async () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator);
    push(simulator, "v1");
    addReplica(simulator, registry, far);
    const status = () => simulator.world.get("replication", registry, far)?.status;
    expect(status()).toMatchObject({ displayStatus: "Syncing", message: "Syncing 0%" });
    expect(tagsIn(simulator, far)).toEqual([]);
    await simulator.runUntilIdle();
    expect(status()?.displayStatus).toBe("Ready");
    expect(tagsIn(simulator, far)).toEqual(["v1"]);
  });

  it("waits while a region is down and then continues with the remaining bytes", async () => {
    const simulator = aReplicatedRegistry();
    const { layer } = push(simulator, "v1", 6000 * mebibyte);
    await simulator.advance(120_000);
    simulator.transact((draft) => {
      draft.put("fault", ["regionDown", far], { kind: "regionDown", target: far, since: simulator.now });
      return ok(true);
    });
    await simulator.advance(3_600_000);
    const remainingBytes = simulator.world.get("pending", registry, far, "blobIn", repository, layer)?.bytes ?? 0;
    expect(remainingBytes).toBeGreaterThan(0);
    expect(remainingBytes).toBeLessThan(6000 * mebibyte);
    expect(replicationProgress(simulator.world, registry, far).status).toBe("Paused");
    simulator.transact((draft) => ok(draft.remove("fault", "regionDown", far)));
    await simulator.runUntilIdle();
    expect(tagsIn(simulator, far)).toEqual(["v1"]);
  });

  it("takes longer under the fault slowCopy", () => {
    const lagOf = (slow: boolean) => {
      const simulator = aReplicatedRegistry();
      if (slow) {
        simulator.transact((draft) => {
          draft.put("fault", ["slowCopy", far], { kind: "slowCopy", target: far, since: 0, factor: 5 });
          return ok(true);
        });
      }
      push(simulator, "v1");
      return replicationProgress(simulator.world, registry, far).until - simulator.now;
    };
    expect(lagOf(true) / lagOf(false)).toBeCloseTo(5, 1);
  });

  it("does work in proportion to the copied content: ten times the images take about ten times the events", async () => {
    const eventsFor = async (images: number, regions: string[]): Promise<number> => {
      const simulator = aSimulator({ profile: "azure" });
      aRegistry(simulator);
      for (const region of regions) addReplica(simulator, registry, region);
      for (let index = 0; index < images; index++) push(simulator, `v${index}`, 1000 + index);
      let events = 0;
      for (let next = simulator.nextEventAt; next !== undefined; next = simulator.nextEventAt) {
        await simulator.advanceTo(next);
        events++;
      }
      expect(tagsIn(simulator, far)).toHaveLength(images);
      return events;
    };
    const few = await eventsFor(10, [far]);
    const many = await eventsFor(100, [far]);
    expect(many / few).toBeLessThan(11);
  });

  it("drops queued copies when a replica is removed", () => {
    const simulator = aReplicatedRegistry();
    push(simulator, "v1");
    expect(simulator.world.any("pending", registry, far)).toBe(true);
    removeReplica(simulator, registry, far);
    for (const table of ["pending", "queuedCopy", "copyLane"] as const) {
      expect(simulator.world.any(table, registry)).toBe(false);
    }
  });
});
