import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readState, statePlace, writeSnapshot, type StatePlace } from "../../src/node/state-files.ts";
import { openState } from "../../src/node/serve-world.ts";
import { StateJournal } from "../../src/node/state-journal.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { exportWorld } from "../../src/simulator/world/world-file.ts";
import { ok } from "../../src/simulator/world/result.ts";
import { newWorld } from "../../src/simulator/world/new-world.ts";
import { World } from "../../src/simulator/world/world.ts";
import { facts } from "../support/simulator-facts.ts";
import { valueOf } from "../support/value-of.ts";

let folder = "";
let place: StatePlace;
const journals: StateJournal[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-journal-"));
  place = statePlace(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const journal of journals.splice(0)) journal.close();
  rmSync(folder, { recursive: true });
});

function open() {
  const options = { profile: "chapter", profileGiven: false, seed: 1 } as const;
  const { simulator, blobs, saved } = valueOf(openState(facts, options, place));
  const journal = new StateJournal(place, saved, simulator, blobs);
  journals.push(journal);
  return { simulator, journal, blobs };
}

const addGroup = (simulator: Simulator, name: string) =>
  simulator.transact((draft) => ok(draft.put("group", [name], { name, location: "West Europe", tags: {} })));

const groupsIn = (world: World): string[] => [...world.scan("group")].map(({ row }) => row.name);

/** The groups of the state as its files have it at this moment, as after a kill. */
const savedGroups = (): string[] => groupsIn(valueOf(readState(place))?.world ?? World.empty);

describe("the journal of a state", () => {
  it("has a change as soon as it is committed, and an uncommitted one with the next", () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    journal.commit();
    expect(savedGroups()).toEqual(["a"]);
    addGroup(simulator, "b");
    expect(savedGroups()).toEqual(["a"]);
    addGroup(simulator, "c");
    journal.commit();
    expect(savedGroups()).toEqual(["a", "b", "c"]);
  });

  it("writes what requests of one turn changed as one record, and nothing for a clock alone", async () => {
    const { simulator, journal } = open();
    const { size } = statSync(place.journal);
    await simulator.advance(1000);
    await journal.committed();
    expect(statSync(place.journal).size).toBe(size);
    addGroup(simulator, "a");
    const first = journal.committed();
    addGroup(simulator, "b");
    await Promise.all([first, journal.committed()]);
    expect(readFileSync(place.journal, "utf8").trimEnd().split("\n")).toHaveLength(1);
    expect(savedGroups()).toEqual(["a", "b"]);
  });

  it("is empty after a close, whose snapshot has everything and the time", async () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    await simulator.advance(60_000);
    journal.close();
    expect(readFileSync(place.journal, "utf8")).toBe("");
    const again = open();
    expect(groupsIn(again.simulator.world)).toEqual(["a"]);
    expect(again.simulator.now).toBe(simulator.now);
  });

  it("leaves a torn last record out with a message, and continues after the one before it", () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    journal.commit();
    const whole = statSync(place.journal).size;
    addGroup(simulator, "b");
    journal.commit();
    const torn = readFileSync(place.journal).subarray(0, -5);
    journal.close();
    writeSnapshot(place.world, newWorld({ profile: "chapter" }), 0);
    writeFileSync(place.journal, torn);
    const complaints = vi.spyOn(console, "error").mockReturnValue();
    const again = open();
    expect(complaints.mock.calls).toEqual([
      [
        `${place.journal}: The last ${torn.length - whole} bytes are a change that was not fully written; it is left out.`,
      ],
    ]);
    expect(groupsIn(again.simulator.world)).toEqual(["a"]);
    addGroup(again.simulator, "c");
    again.journal.commit();
    expect(savedGroups()).toEqual(["a", "c"]);
  });

  it("isn't replayed when the process ended after the snapshot and before the journal was emptied", () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    journal.commit();
    simulator.transact((draft) => ok(draft.remove("group", "a")));
    journal.commit();
    addGroup(simulator, "b");
    journal.commit();
    const kept = readFileSync(place.journal);
    journal.close();
    writeFileSync(place.journal, kept);
    expect(valueOf(readState(place))?.sequence).toBe(3);
    expect(savedGroups()).toEqual(["b"]);
    const again = open();
    addGroup(again.simulator, "c");
    again.journal.commit();
    expect(savedGroups()).toEqual(["b", "c"]);
  });

  it("becomes a snapshot when it is large, while the server runs", async () => {
    const { simulator, journal } = open();
    const location = "x".repeat(2 ** 20);
    for (let at = 0; at < 5; at++) {
      const name = `g${at}`;
      simulator.transact((draft) => ok(draft.put("group", [name], { name, location, tags: {} })));
      journal.commit();
    }
    await expect.poll(() => statSync(place.journal).size).toBe(0);
    expect(savedGroups()).toHaveLength(5);
    addGroup(simulator, "later");
    journal.commit();
    expect(savedGroups()).toHaveLength(6);
  });

  it("keeps blobs that only the journal names, and removes those that nothing names", () => {
    const { simulator, journal, blobs } = open();
    const [named, freed] = ["named", "freed"].map((text) => {
      const bytes = new TextEncoder().encode(text);
      const digest = `sha256:${Buffer.from(nodeHash.sha256(bytes)).toString("hex")}`;
      blobs.put(digest, bytes);
      return digest;
    });
    simulator.transact((draft) => ok(draft.put("localBlob", [named ?? ""], { size: 5 })));
    journal.commit();
    const again = open();
    expect([again.blobs.size(named ?? ""), again.blobs.size(freed ?? "")]).toEqual([5, undefined]);
  });
});

describe("a state that can't be read", () => {
  it("is rejected with the byte where an earlier record is damaged, and stays as it is", () => {
    const { simulator, journal } = open();
    for (const name of ["a", "b"]) {
      addGroup(simulator, name);
      journal.commit();
    }
    const bytes = readFileSync(place.journal);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    journal.close();
    writeSnapshot(place.world, newWorld({ profile: "chapter" }), 0);
    writeFileSync(place.journal, bytes);
    expect(open).toThrow(
      `${place.journal}: The journal is damaged at byte 0: the checksum of a record doesn't match. Restore the state from a copy.`,
    );
    expect(readFileSync(place.journal)).toEqual(bytes);
  });

  it("is rejected when its snapshot is from a newer version of Drydock", () => {
    open().journal.close();
    const newer = readFileSync(place.world, "utf8").replace('"version":2', '"version":3');
    writeFileSync(place.world, newer);
    expect(open).toThrow(
      `${place.world}: The file has format version 3; this version of Drydock reads up to 2. Open it with a newer version of Drydock.`,
    );
    expect(readFileSync(place.world, "utf8")).toBe(newer);
  });

  it("is rejected when journal and snapshot don't belong together", () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    journal.commit();
    const record = readFileSync(place.journal);
    journal.close();
    writeFileSync(place.journal, record);
    rmSync(place.world);
    expect(open).toThrow(`${place.journal}: The journal doesn't belong to ${place.world}.`);
    writeFileSync(place.world, exportWorld(nodeHash, simulator.world));
    expect(open).toThrow(`${place.journal}: The journal doesn't belong to ${place.world}.`);
    expect(existsSync(place.journal)).toBe(true);
  });

  it("has a version that code without journals rejects", () => {
    open().journal.close();
    expect(JSON.parse(readFileSync(place.world, "utf8"))).toMatchObject({ format: "drydock-world", version: 2 });
  });

  it("gets a journal when it is a file without one", () => {
    const { simulator, journal } = open();
    addGroup(simulator, "a");
    journal.close();
    rmSync(place.journal);
    writeFileSync(place.world, exportWorld(nodeHash, simulator.world));
    const again = open();
    expect(readFileSync(place.world, "utf8")).toContain('"version":2');
    addGroup(again.simulator, "b");
    again.journal.commit();
    expect(savedGroups()).toEqual(["a", "b"]);
  });
});

it("overwrites the remains of a failed write", () => {
  const { simulator, journal } = open();
  addGroup(simulator, "a");
  journal.commit();
  appendFileSync(place.journal, "sha256:half of a rec");
  addGroup(simulator, "b");
  journal.commit();
  expect(savedGroups()).toEqual(["a", "b"]);
});
