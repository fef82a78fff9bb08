import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { DiskBlobStore } from "../../src/node/disk-blob-store.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { syntheticBlobs } from "../../src/simulator/images/bulk-layers.ts";
import type { BlobStore, Staging } from "../../src/simulator/world/blob-store.ts";
import { digestOf } from "../../src/simulator/world/hash.ts";
import { joinBytes, MemoryBlobStore } from "../../src/simulator/world/memory-blob-store.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});
const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-blobs-"));
  folders.push(folder);
  return folder;
};
const aStore = (folder = aFolder()) => new DiskBlobStore(folder, nodeHash, syntheticBlobs);

type Step =
  | { do: "append"; id: string; bytes: Uint8Array }
  | { do: "truncate"; id: string; size: number }
  | { do: "ask" | "keep" | "drop"; id: string }
  | { do: "put"; bytes: Uint8Array };
const id = fc.constantFrom("harbour-1", "harbour-2", "../outside");
const bytes = fc.uint8Array({ maxLength: 50 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("append" as const), id, bytes }) },
  fc.record({ do: fc.constant("truncate" as const), id, size: fc.nat(80) }),
  fc.record({ do: fc.constantFrom("ask", "keep", "drop"), id }),
  fc.record({ do: fc.constant("put" as const), bytes }),
);

/** What a store shows after a step. */
function perform(store: BlobStore, step: Step): unknown {
  if (step.do === "put") {
    const digest = digestOf(nodeHash, step.bytes);
    store.put(digest, step.bytes);
    return [store.size(digest), store.bytes(digest)];
  }
  const staging: Staging = store.staging(step.id);
  if (step.do === "append") staging.append(step.bytes);
  if (step.do === "truncate") staging.truncate(step.size);
  if (step.do === "drop") staging.drop();
  if (step.do === "keep") {
    const digest = `sha256:${staging.hex("sha256")}`;
    staging.keep(digest);
    return [digest, store.size(digest), joinBytes(store.read(digest, 1, 20)), store.staging(step.id).size];
  }
  const now = store.staging(step.id);
  return step.do === "ask" ? [now.size, now.hex("sha256"), now.hex("sha512")] : now.size;
}

describe("blobs on disk", () => {
  it.each([false, true])(
    "are what a store in memory holds, whatever is done to them (with a journal: %j)",
    (journaled) => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
          const disk = aStore();
          if (journaled) disk.startJournal();
          const memory = new MemoryBlobStore(nodeHash);
          for (const step of steps) expect(perform(disk, step)).toEqual(perform(memory, step));
        }),
      );
    },
  );

  it("are available to a store opened over the same folder, with partial uploads", () => {
    const folder = aFolder();
    const first = aStore(folder);
    const content = new Uint8Array(300_000).map((_, at) => at % 251);
    const digest = digestOf(nodeHash, content);
    first.put(digest, content);
    first.staging("harbour-1").append(content.subarray(0, 1000));
    first.staging("harbour-2").append(content.subarray(0, 10));

    const second = aStore(folder);
    second.dropUploads((id) => id === "harbour-1");
    expect(joinBytes(second.read(digest))).toEqual(content);
    expect(joinBytes(second.read(digest, 262_140, 262_150))).toEqual(content.subarray(262_140, 262_150));
    expect(second.staging("harbour-2").size).toBe(0);
    const staging = second.staging("harbour-1");
    staging.append(content.subarray(1000));
    expect(`sha256:${staging.hex("sha256")}`).toBe(digest);
  });

  it("keep the file of a closed upload until the journal has it, and never write to a blob through it", () => {
    const folder = aFolder();
    const content = new TextEncoder().encode("whole");
    const digest = digestOf(nodeHash, content);
    const first = aStore(folder);
    first.startJournal();
    const staging = first.staging("harbour-1");
    staging.append(content);
    staging.keep(digest);
    // The process ends here, and the world still has the session.
    const second = aStore(folder);
    second.startJournal();
    second.dropUploads(() => true);
    expect(second.staging("harbour-1").size).toBe(5);
    second.staging("harbour-1").truncate(2);
    expect(second.bytes(digest)).toEqual(content);
    second.staging("harbour-1").append(content.subarray(2));
    second.staging("harbour-1").keep(digest);
    second.dropClosedUploads();
    expect(readdirSync(join(folder, "uploads"))).toEqual([]);
    expect(second.bytes(digest)).toEqual(content);
  });

  it("never leave their folder, whatever is asked for", () => {
    const folder = aFolder();
    writeFileSync(join(folder, "world.json"), "{}");
    const store = aStore(join(folder, "blobs"));
    for (const digest of ["sha256:../../world.json", "..:world.json", "", "uploads:x"]) {
      expect(store.size(digest)).toBeUndefined();
      expect(() => store.put(digest, new Uint8Array(1))).toThrow();
    }
    store.staging("../../upload").append(new Uint8Array(1));
    expect(readdirSync(folder).sort()).toEqual(["blobs", "world.json"]);
  });

  it("take precedence over the catalog's, which use no space", () => {
    const folder = aFolder();
    const store = aStore(folder);
    const memory = new MemoryBlobStore(nodeHash, syntheticBlobs);
    const bulk = "sha256:553e7081d0df475d70338b60fa29c2d2c947f6b127f70947536bd7283b1c65cd";
    expect(store.size(bulk)).toBe(memory.size(bulk));
    expect(joinBytes(store.read(bulk, 5, 500))).toEqual(joinBytes(memory.read(bulk, 5, 500)));
    expect(readdirSync(join(folder, "sha256"))).toEqual([]);
  });

  it("are removed when nothing refers to them", () => {
    const store = aStore();
    const [kept, freed] = [new Uint8Array(1), new Uint8Array(2)].map((content) => {
      const digest = digestOf(nodeHash, content);
      store.put(digest, content);
      return digest;
    });
    store.keepOnly(new Set([kept ?? ""]));
    expect([store.size(kept ?? ""), store.size(freed ?? "")]).toEqual([1, undefined]);
  });
});
