import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Timeline } from "../../src/sandbox/timeline.ts";
import { newWorld } from "../../src/simulator/world/new-world.ts";
import type { World } from "../../src/simulator/world/world.ts";

const rowsOf = (world: World) => [...world.entries()];

const withTime = (world: World, now: number): World => {
  const draft = world.draft();
  draft.put("now", [], now);
  return draft.commit();
};

const withFile = (world: World, name: string, text: string | null): World => {
  const draft = world.draft();
  if (text === null) draft.remove("file", `/${name}`);
  else draft.put("file", [`/${name}`], { kind: "text", text, modified: 0 });
  return draft.commit();
};

describe("the way through a world", () => {
  it("goes back before a command and what time did after it, and forward again", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const made = withFile(start, "a", "1");
    timeline.record(start, made, { label: "echo 1 > a", block: "b1" });
    const later = withTime(made, 99);
    timeline.follow(made, later);
    expect(timeline.undoLabel).toBe("echo 1 > a");
    const undone = timeline.undo(later);
    expect(undone && rowsOf(undone.world)).toEqual(rowsOf(start));
    expect(timeline.redoLabel).toBe("echo 1 > a");
    const redone = undone && timeline.redo(undone.world);
    expect(redone && rowsOf(redone.world)).toEqual(rowsOf(later));
    expect(timeline.undoLabel).toBe("echo 1 > a");
  });

  it("forgets what was undone once something new is done", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const made = withFile(start, "a", "1");
    timeline.record(start, made, { label: "first" });
    timeline.undo(made);
    timeline.record(start, withFile(start, "b", "2"), { label: "second" });
    expect([timeline.undoLabel, timeline.redoLabel]).toEqual(["second", undefined]);
  });

  it("all the way back is where it began, all the way forward is where it was, also after a reload", () => {
    const change = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      text: fc.option(fc.string({ maxLength: 3 })),
      time: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const start = newWorld({ profile: "azure" });
        let timeline = new Timeline();
        let world = start;
        for (const { name, text, time } of changes) {
          const next = time ? withTime(world, (world.get("now") ?? 0) + 1) : withFile(world, name, text);
          if (time) timeline.follow(world, next);
          else timeline.record(world, next, { label: name });
          if (!time || timeline.steps.length > 0) world = next;
        }
        timeline = new Timeline(structuredClone(timeline.steps), structuredClone(timeline.undone));
        const end = rowsOf(world);
        for (let back = timeline.undo(world); back; back = timeline.undo(world)) world = back.world;
        expect(rowsOf(world)).toEqual(rowsOf(start));
        for (let forth = timeline.redo(world); forth; forth = timeline.redo(world)) world = forth.world;
        expect(rowsOf(world)).toEqual(end);
      }),
    );
  });
});
