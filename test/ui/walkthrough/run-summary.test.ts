import { describe, expect, it } from "vitest";
import type { Lesson } from "../../../src/sandbox/world-entry.ts";
import { summaryOf } from "../../../src/ui/walkthrough/run-summary.ts";

const run = (level: Lesson["level"], done: number, more: Partial<Lesson> = {}): Lesson => ({
  walkthrough: "create",
  level,
  done: Object.fromEntries(Array.from({ length: done }, (_, at) => [`step${at}`, `b${at}`])),
  predictions: {},
  ...more,
});

describe("the summary of a walkthrough's runs", () => {
  it("lists completed levels and the run that is furthest", () => {
    const runs = [run("alone", 1), run("blanks", 3), run("shown", 5), run("shown", 2, { walkthrough: "push" })];
    expect(summaryOf(runs, "create", 5)).toEqual({ completed: ["shown"], open: { level: "blanks", done: 3 } });
  });

  it("keeps a level completed after its run was started over", () => {
    expect(summaryOf([run("blanks", 0, { completedAt: 1 })], "create", 5)).toEqual({ completed: ["blanks"] });
  });

  it("is empty for a walkthrough that wasn't begun", () => {
    expect(summaryOf([run("shown", 0)], "create", 5)).toEqual({ completed: [] });
  });
});
