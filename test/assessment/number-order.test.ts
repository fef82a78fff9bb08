import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inDigits, numberOrder } from "../../src/assessment/number-order.ts";

const inOrder = (texts: string[]) => numberOrder(texts)?.map((place) => texts[place]);

describe("the order of texts that are numbers", () => {
  it("is ascending, whatever order they were written in", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(5000), { minLength: 2 }), (numbers) => {
        const texts = numbers.map((number) => `${number.toLocaleString("en-US")} GB`);
        const sorted = numbers.toSorted((a, b) => a - b).map((number) => `${number.toLocaleString("en-US")} GB`);
        expect(inOrder(texts)).toEqual(sorted);
      }),
    );
  });

  it("compares the first number before the second one", () => {
    expect(inOrder(["Tags: 5, manifests: 3", "Tags: 10, manifests: 1", "Tags: 5, manifests: 2"])).toEqual([
      "Tags: 5, manifests: 2",
      "Tags: 5, manifests: 3",
      "Tags: 10, manifests: 1",
    ]);
  });

  it("reads decimal numbers", () => {
    expect(inOrder(["1.5 GB", "1.25 GB", "0.5 GB"])).toEqual(["0.5 GB", "1.25 GB", "1.5 GB"]);
  });

  it("puts a text without a number last if three others have one", () => {
    expect(inOrder(["An error", "`app:3`", "`app:1`", "`app:2`"])).toEqual([
      "`app:1`",
      "`app:2`",
      "`app:3`",
      "An error",
    ]);
    expect(inOrder(["An error", "`app:2`", "`app:1`"])).toBeUndefined();
  });

  it("exists for numbers in words too, once they are digits", () => {
    const shown = (texts: string[]) => numberOrder(texts.map(inDigits))?.map((place) => texts[place]);
    const commands = ["The first command", "The second command", "The third command", "No command fails"];
    expect(shown(commands.toReversed())).toEqual(commands);
    expect(shown(["Six tags", "Two tags", "One tag"])).toEqual(["One tag", "Two tags", "Six tags"]);
    for (const texts of [
      ["One copy", "Two copies"],
      ["One registry", "Five registries"],
      ["1 address", "2 addresses"],
      ["One image", "Two images"],
      ["One day", "Ten days"],
    ])
      expect(shown(texts.toReversed())).toEqual(texts);
    expect(shown(["Ten seconds", "One second", "Two seconds"])).toEqual(["One second", "Two seconds", "Ten seconds"]);
    expect(shown(["Only the first", "Both of them", "Only the second", "Neither"])).toBeUndefined();
    expect(inDigits("Someone takes the often attended seconds")).toBe("Someone takes the often attended seconds");
  });

  it("doesn't exist for texts that differ in their words", () => {
    expect(inOrder(["2 tags", "1 manifest", "3 tags"])).toBeUndefined();
    expect(inOrder(["Basic", "Standard", "Premium"])).toBeUndefined();
    expect(inOrder([])).toBeUndefined();
  });
});
