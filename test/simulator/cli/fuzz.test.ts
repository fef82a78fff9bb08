import { describe, it } from "vitest";
import { expectSoundLines } from "../../support/fuzz.ts";

/** Seeds of the shares; `npm run test:long` runs as many more lines of each. */
const seeds = [20_260_901, 20_260_902];

describe("random and mutated command lines", () => {
  it.each(seeds)("end, are no fault of ours, and change nothing when they fail: 1,000 lines of seed %i", (seed) =>
    expectSoundLines(seed, 1000),
  );
});
