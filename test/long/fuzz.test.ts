import { describe, it } from "vitest";
import { expectSoundLines } from "../support/fuzz.ts";

describe("random and mutated command lines", () => {
  it.each([20_260_901, 20_260_902, 20_260_903, 20_260_904])(
    "end, are no fault of ours, and change nothing when they fail: 5,000 lines of seed %i",
    (seed) => expectSoundLines(seed, 5000),
  );
});
