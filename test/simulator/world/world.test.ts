import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { enqueue, firstEvent, now, setTime } from "../../../src/simulator/world/clock.ts";
import { diffWorlds } from "../../../src/simulator/world/diff.ts";
import { digestAlgorithm, digestOf } from "../../../src/simulator/world/hash.ts";
import { nextGuid, nextSecret } from "../../../src/simulator/world/ids.ts";
import { MemoryBlobStore, joinBytes } from "../../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { pageHash } from "../../../src/simulator/world/page-hash.ts";
import { World } from "../../../src/simulator/world/world.ts";

const group = (name: string) => ({ name, location: "westeurope", tags: {} });

describe("a world", () => {
  it("never changes when a draft made from it does", () => {
    const before = newWorld({ profile: "chapter" });
    const draft = before.draft();
    draft.put("group", ["shop"], group("shop"));
    const after = draft.commit();
    draft.put("group", ["late"], group("late"));
    expect(before.has("group", "shop")).toBe(false);
    expect([...after.scan("group")].map(({ rest }) => rest)).toEqual([["shop"]]);
  });

  it("scans in byte order, after a name and up to a number, and never into the next table", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-zA-Z0-9_.-]{1,8}$/), { maxLength: 40 }),
        fc.stringMatching(/^[a-zA-Z0-9_.-]{1,8}$/),
        fc.nat(50),
        (names, after, limit) => {
          const draft = World.empty.draft();
          for (const name of names) draft.put("tagOf", ["r", "app", name, "x"], true);
          draft.put("tagOf", ["r", "app2", "zz", "x"], true);
          const found = [...draft.scan("tagOf", ["r", "app"], { after, limit })].map(({ rest }) => rest[0]);
          expect(found).toEqual(
            names
              .filter((name) => name > after)
              .sort((a, b) => (a < b ? -1 : 1))
              .slice(0, limit),
          );
        },
      ),
    );
  });

  it("lists exactly the rows that changed", () => {
    const before = newWorld({ profile: "chapter" });
    const draft = before.draft();
    draft.put("group", ["shop"], group("shop"));
    setTime(draft, now(before) + 1);
    expect(diffWorlds(before, draft.commit()).map(({ table }) => table)).toEqual(["group", "now"]);
    expect(diffWorlds(before, before)).toEqual([]);
  });
});

describe("the queue", () => {
  it("orders events by when they are due, then by arrival", () => {
    const draft = newWorld({ profile: "chapter" }).draft();
    enqueue(draft, "scan.daily", {}, 5000);
    enqueue(draft, "replication.created", { registry: "harbour", region: "eastus" }, 10);
    enqueue(draft, "replication.deleted", { registry: "harbour", region: "eastus" }, 10);
    const kinds: string[] = [];
    for (let next = firstEvent(draft); next; next = firstEvent(draft)) {
      kinds.push(next.event.kind);
      draft.remove("queue", ...next.key);
    }
    expect(kinds).toEqual(["replication.created", "replication.deleted", "scan.daily"]);
  });

  it("keeps that order when requests took fractions of a millisecond, and what is due at once is due", () => {
    const times = fc.record({ now: fc.double({ min: 0, max: 20, noNaN: true }), delay: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 12 }), (list) => {
        const draft = newWorld({ profile: "chapter" }).draft();
        const start = now(draft);
        for (const { now: passed, delay } of list) {
          setTime(draft, start + passed);
          enqueue(draft, "scan.daily", {}, delay);
        }
        enqueue(draft, "scan.daily", {});
        const due = Array.from(draft.scan("queue"), ({ row }) => row.due);
        expect(due).toEqual(due.toSorted((first, second) => first - second));
        expect(due.some((moment) => moment <= now(draft) && moment > now(draft) - 1)).toBe(true);
      }),
    );
  });
});

describe("ids", () => {
  it("depend only on the seed and the history", () => {
    const story = (seed: number) => {
      const draft = newWorld({ profile: "azure", seed }).draft();
      return [nextGuid(draft, nodeHash, "run"), nextGuid(draft, nodeHash, "run"), nextSecret(draft, nodeHash, "p", 52)];
    };
    expect(story(1)).toEqual(story(1));
    expect(story(1)).not.toEqual(story(2));
    expect(new Set(story(3)).size).toBe(3);
    expect(story(1)[2]).toHaveLength(52);
  });
});

describe("digests", () => {
  it("are the same in the page and in Node", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom("sha256" as const, "sha512" as const),
        (bytes, algorithm) => {
          expect(digestOf(pageHash, bytes, algorithm)).toBe(digestOf(nodeHash, bytes, algorithm));
          expect(digestAlgorithm(digestOf(pageHash, bytes, algorithm))).toBe(algorithm);
        },
      ),
    );
  });

  it("are rejected when malformed", () => {
    for (const digest of [
      "sha256:baddigeststring",
      "sha256:",
      "md5:d41d8cd98f00b204e9800998ecf8427e",
      `sha256:${"A".repeat(64)}`,
    ])
      expect(digestAlgorithm(digest)).toBeUndefined();
  });
});

describe("an upload's staging", () => {
  it("contains exactly the bytes that were appended and not truncated", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.nat(60), (pieces, cut) => {
        const store = new MemoryBlobStore(nodeHash);
        const staging = store.staging("one");
        for (const piece of pieces) staging.append(piece);
        staging.truncate(cut);
        staging.append(new Uint8Array([1, 2, 3]));
        const expected = joinBytes([joinBytes(pieces).slice(0, cut), new Uint8Array([1, 2, 3])]);
        expect(staging.size).toBe(expected.length);
        const digest = digestOf(nodeHash, expected);
        expect(`sha256:${staging.hex("sha256")}`).toBe(digest);
        expect(`sha512:${staging.hex("sha512")}`).toBe(digestOf(nodeHash, expected, "sha512"));
        staging.keep(digest);
        expect(store.bytes(digest)).toEqual(expected);
      }),
    );
  });
});
