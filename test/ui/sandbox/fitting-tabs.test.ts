import { describe, expect, it } from "vitest";
import { fittingTabs } from "../../../src/ui/sandbox/fitting-tabs.ts";

const widths = [80, 50, 60, 70, 90];

describe("tabs in a row", () => {
  it("are all there when they fit, without room for a button", () => {
    expect(fittingTabs(widths, 0, 350, 60)).toEqual([0, 1, 2, 3, 4]);
  });

  it("leave room for the button when they do not", () => {
    expect(fittingTabs(widths, 0, 349, 60)).toEqual([0, 1, 2, 3]);
    expect(fittingTabs(widths, 0, 200, 60)).toEqual([0, 1]);
  });

  it("always hold the one that is chosen, in its place", () => {
    expect(fittingTabs(widths, 4, 349, 60)).toEqual([0, 1, 2, 4]);
    expect(fittingTabs(widths, 3, 200, 60)).toEqual([3]);
    expect(fittingTabs(widths, 4, 10, 60)).toEqual([4]);
  });

  it("begin with the first when none is chosen", () => {
    expect(fittingTabs(widths, -1, 200, 60)).toEqual([0, 1]);
  });
});
