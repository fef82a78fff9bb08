import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { familyIds, readFamily, type FamilyFile } from "../../../src/content/build/families/read-family.ts";
import type { GeneratedVariant } from "../../../src/content/build/families/generated.ts";
import { numberFrom } from "../../../src/content/build/families/parameters.ts";
import { Problems } from "../../../src/content/build/problems.ts";
import { readGeneratedFile } from "../../../src/node/families/files.ts";
import { makeVariant } from "../../../src/node/families/generate.ts";
import { createObservers } from "../../../src/node/families/main.ts";

const root = join(import.meta.dirname, "../../..");

/** Change it to check other variants. */
const seed = "2026-11";
const sampleSize = 60;

interface Sampled {
  file: FamilyFile;
  variant: GeneratedVariant;
}

/** Variants of all families, in an order that the seed decides, as many of each family as of any other. */
function sample(): Sampled[] {
  const byFamily = familyIds(root).map((id) => {
    const file = readFamily(root, id, new Problems());
    if (!file) throw new Error(`${id} can't be read`);
    const live = (readGeneratedFile(root, id)?.variants ?? []).filter(({ withdrawn }) => !withdrawn);
    return live
      .sort((a, b) => numberFrom(seed + a.id) - numberFrom(seed + b.id))
      .map((variant): Sampled => ({ file, variant }));
  });
  const turns = Math.max(0, ...byFamily.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) => byFamily.flatMap((list) => list[turn] ?? []))
    .flat()
    .slice(0, sampleSize);
}

describe("the variants of question families", () => {
  let observers: ReturnType<typeof createObservers>;
  beforeAll(() => {
    observers = createObservers(root);
  });

  it.each(sample().map((sampled) => [`${sampled.file.family.id}/${sampled.variant.id}`, sampled] as const))(
    "%s: what happens in the shell is its key",
    async (_, { file, variant }) => {
      const again = await makeVariant(file, variant.parameters, observers.observers, true);
      expect(again).toEqual(variant);
    },
  );
});
