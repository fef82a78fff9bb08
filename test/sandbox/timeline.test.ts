import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentList } from "../../src/sandbox/recent-list.ts";
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
  it("undoes a command and brings it back", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const made = withFile(start, "a", "1");
    timeline.record(start, made, { label: "echo 1 > a", block: "b1" });
    expect(timeline.undoLabel).toBe("echo 1 > a");
    const undone = timeline.undo(made);
    expect(undone && rowsOf(undone.world)).toEqual(rowsOf(start));
    expect(timeline.redoLabel).toBe("echo 1 > a");
    const redone = undone && timeline.redo(undone.world);
    expect(redone && rowsOf(redone.world)).toEqual(rowsOf(made));
    expect(timeline.undoLabel).toBe("echo 1 > a");
  });

  it("undoes and redoes idle commands together with the step before them", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const made = withFile(start, "a", "1");
    timeline.record(start, made, { label: "echo 1 > a", block: "b1" });
    const looked = withTime(made, 5);
    timeline.record(made, looked, { label: "ls", block: "b2", idle: true });
    expect(timeline.undoLabel).toBe("echo 1 > a");
    const undone = timeline.undo(looked);
    expect(undone?.steps.map(({ block }) => block)).toEqual(["b2", "b1"]);
    expect(undone && rowsOf(undone.world)).toEqual(rowsOf(start));
    expect([timeline.undoLabel, timeline.redoLabel]).toEqual([undefined, "echo 1 > a"]);
    const redone = undone && timeline.redo(undone.world);
    expect(redone?.steps.map(({ block }) => block)).toEqual(["b1", "b2"]);
    expect(redone && rowsOf(redone.world)).toEqual(rowsOf(looked));
  });

  it("has nothing to undo when all commands were idle", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const looked = withTime(start, 5);
    timeline.record(start, looked, { label: "ls", block: "b1", idle: true });
    expect(timeline.undoLabel).toBeUndefined();
    expect(timeline.undo(looked)).toBeUndefined();
    expect(timeline.steps).toHaveLength(1);
  });

  it("keeps each jump in time apart, and all ticks of a running clock together", () => {
    const start = newWorld({ profile: "chapter" });
    const timeline = new Timeline();
    const [first, second, third, last] = [10, 20, 30, 40].map((at) => withTime(start, at)) as [
      World,
      World,
      World,
      World,
    ];
    timeline.record(start, first, { label: "+1 min", time: "jump" });
    timeline.record(first, second, { label: "+1 min", time: "jump" });
    timeline.tick(second, third, "clock");
    timeline.tick(third, last, "clock");
    expect(timeline.steps.recent.map(({ label }) => label)).toEqual(["+1 min", "+1 min", "clock"]);
    const back = timeline.undo(last);
    expect(back?.world.get("now")).toBe(20);
    expect(back && timeline.undo(back.world)?.world.get("now")).toBe(10);
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

  it("returns to the start by undo and to the end by redo, also after a reload", () => {
    const change = fc.record({
      name: fc.constantFrom("a", "b", "c"),
      text: fc.option(fc.string({ maxLength: 3 })),
      kind: fc.constantFrom("command", "idle", "jump", "clock"),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const start = newWorld({ profile: "azure" });
        let timeline = new Timeline();
        let world = start;
        const first = { label: "first", block: "b0" };
        const begun = withFile(world, "first", "1");
        timeline.record(world, begun, first);
        world = begun;
        for (const { name, text, kind } of changes) {
          const next = kind === "command" ? withFile(world, name, text) : withTime(world, (world.get("now") ?? 0) + 1);
          if (kind === "clock") timeline.tick(world, next, "clock");
          else if (kind === "jump") timeline.record(world, next, { label: "+1 min", time: "jump" });
          else timeline.record(world, next, { label: name, block: name, ...(kind === "idle" && { idle: true }) });
          world = next;
        }
        timeline = new Timeline(
          new RecentList(structuredClone([...timeline.steps.recent])),
          structuredClone(timeline.undone),
        );
        const end = rowsOf(world);
        for (let back = timeline.undo(world); back; back = timeline.undo(world)) world = back.world;
        expect(rowsOf(world)).toEqual(rowsOf(start));
        for (let forth = timeline.redo(world); forth; forth = timeline.redo(world)) world = forth.world;
        expect(rowsOf(world)).toEqual(end);
      }),
    );
  });
});
