import { describe, expect, it } from "vitest";
import { fittingTabs } from "../../../src/ui/sandbox/fitting-tabs.ts";

const widths = [80, 50, 60, 70, 90];

describe("tabs in a row", () => {
  it("are all shown when they fit, without space for a button", () => {
    expect(fittingTabs(widths, 0, 350, 60)).toEqual([0, 1, 2, 3, 4]);
  });

  it("leave space for the button when they don't fit", () => {
    expect(fittingTabs(widths, 0, 349, 60)).toEqual([0, 1, 2, 3]);
    expect(fittingTabs(widths, 0, 200, 60)).toEqual([0, 1]);
  });

  it("always include the selected tab, in its position", () => {
    expect(fittingTabs(widths, 4, 349, 60)).toEqual([0, 1, 2, 4]);
    expect(fittingTabs(widths, 3, 200, 60)).toEqual([3]);
    expect(fittingTabs(widths, 4, 10, 60)).toEqual([4]);
  });

  it("start with the first when none is selected", () => {
    expect(fittingTabs(widths, -1, 200, 60)).toEqual([0, 1]);
  });
});
