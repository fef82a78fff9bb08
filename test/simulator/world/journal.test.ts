import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { encodeRecord, readJournal } from "../../../src/simulator/world/journal.ts";
import { joinBytes } from "../../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { applyRowChanges, rowChanges, type RowChanges } from "../../../src/simulator/world/row-changes.ts";
import { rowKey, type World } from "../../../src/simulator/world/world.ts";

const start = newWorld({ profile: "chapter" });
const groupKey = (name: string): string => rowKey("group", [name]);

/** A group that is made, changed or removed. */
const change: fc.Arbitrary<RowChanges[number]> = fc
  .record({
    name: fc.constantFrom("shop", "dock", "harbor", "ünï"),
    location: fc.option(fc.string({ unit: "binary", maxLength: 12 }), { nil: null }),
  })
  .map(({ name, location }) => [groupKey(name), location === null ? null : { name, location, tags: {} }]);

const changeSets = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

const rowsOf = (world: World): [string, unknown][] => [...world.entries()];

/** The worlds after each of some changes, the one before them first, and their records. */
function recorded(sets: RowChanges[]) {
  const worlds = [start];
  const records = sets.map((rows, at) => {
    const before = worlds[at] ?? start;
    const after = applyRowChanges(before, rows);
    worlds.push(after);
    return encodeRecord(nodeHash, at + 1, rowChanges(before, after));
  });
  return { worlds, records };
}

const reading = (bytes: Uint8Array, sequence = 0, world = start) => {
  const read = readJournal(nodeHash, bytes, world, sequence);
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
};

describe("the rows that turn one world into another", () => {
  it("turn it into the other, in both directions", () => {
    fc.assert(
      fc.property(changeSets, changeSets, (first, other) => {
        const [before, after] = [first, other].map((sets) => sets.reduce(applyRowChanges, start));
        if (!before || !after) return;
        expect(rowsOf(applyRowChanges(before, rowChanges(before, after)))).toEqual(rowsOf(after));
        expect(rowsOf(applyRowChanges(after, rowChanges(after, before)))).toEqual(rowsOf(before));
      }),
    );
  });
});

describe("a journal", () => {
  it("has every change up to the last whole record, wherever it is cut off", () => {
    fc.assert(
      fc.property(changeSets, fc.double({ min: 0, max: 1, noNaN: true }), (sets, part) => {
        const { worlds, records } = recorded(sets);
        const whole = joinBytes(records);
        const cut = whole.subarray(0, Math.round(part * whole.length));
        let [count, end] = [0, 0];
        for (const { length } of records) {
          // A shorter record that comes later would fit, too.
          if (end + length > cut.length) break;
          [count, end] = [count + 1, end + length];
        }
        const read = reading(cut);
        expect([read.sequence, read.end]).toEqual([count, end]);
        expect(rowsOf(read.world)).toEqual(rowsOf(worlds[count] ?? start));
      }),
    );
  });

  it("isn't applied a second time to a snapshot that has some of its changes", () => {
    fc.assert(
      fc.property(changeSets, fc.nat(), (sets, number) => {
        const { worlds, records } = recorded(sets);
        const sequence = number % worlds.length;
        // A row of the snapshot that a change applied twice would overwrite.
        const marked = applyRowChanges(worlds[sequence] ?? start, [
          [groupKey("shop"), { name: "shop", location: "of the snapshot", tags: {} }],
        ]);
        const later = sets.slice(sequence).reduce(applyRowChanges, marked);
        const read = reading(joinBytes(records), sequence, marked);
        const rows = (world: World) => rowsOf(world).filter(([key]) => key !== groupKey("shop"));
        expect(read.sequence).toBe(sets.length);
        expect(rows(read.world)).toEqual(rows(later));
        if (sequence === sets.length) expect(rowsOf(read.world)).toEqual(rowsOf(marked));
      }),
    );
  });

  it("is rejected when a byte before the last record was changed, and never yields another world", () => {
    fc.assert(
      fc.property(changeSets, fc.nat(), fc.integer({ min: 1, max: 255 }), (sets, place, flip) => {
        const { worlds, records } = recorded(sets);
        const bytes = joinBytes(records);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const read = readJournal(nodeHash, bytes, start, 0);
        // With the line end before it: without that, the last two records are one line.
        const isInLast = at >= bytes.length - (records.at(-1)?.length ?? 0) - 1;
        if (read.ok) {
          expect(isInLast).toBe(true);
          expect(rowsOf(read.value.world)).toEqual(rowsOf(worlds[read.value.sequence] ?? start));
          expect(read.value.sequence).toBeGreaterThanOrEqual(sets.length - 2);
        } else expect(read.refusal.code).toBe("JournalInvalid");
      }),
    );
  });

  it("is rejected when a change is missing or a row can't be one", () => {
    const { records } = recorded([
      [[groupKey("shop"), { name: "shop", location: "westeurope", tags: {} }]],
      [[groupKey("dock"), { name: "dock", location: "westeurope", tags: {} }]],
      [[groupKey("dock"), null]],
    ]);
    const message = (bytes: Uint8Array) => {
      const read = readJournal(nodeHash, bytes, start, 0);
      return read.ok ? "" : read.refusal.message;
    };
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] = records;
    expect(message(joinBytes([first, third]))).toBe(
      `The journal is damaged at byte ${first.length}: change 3 follows change 1.`,
    );
    expect(message(joinBytes([second, third]))).toBe("The journal is damaged at byte 0: change 2 follows change 0.");
    expect(message(encodeRecord(nodeHash, 1, [[groupKey("shop"), { name: 1 }]]))).toContain(
      "The row group shop is damaged",
    );
    expect(message(encodeRecord(nodeHash, 1, [["nosuch", true]]))).toContain("There is no table called nosuch.");
  });
});
