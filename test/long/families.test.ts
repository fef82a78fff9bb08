import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { familyIds, readFamily } from "../../src/content/build/families/read-family.ts";
import { Problems } from "../../src/content/build/problems.ts";
import { generatedText, readGeneratedFile } from "../../src/node/families/files.ts";
import { generateFamily } from "../../src/node/families/generate.ts";
import { createObservers } from "../../src/node/families/main.ts";

const root = join(import.meta.dirname, "../..");

describe("what was generated of the question families", () => {
  const { observers, table } = createObservers(root);

  it.each(familyIds(root))("%s: generating it again gives the same file", async (id) => {
    const file = readFamily(root, id, new Problems());
    const former = readGeneratedFile(root, id);
    if (!file || !former) throw new Error(`${id} can't be read`);
    const { generated, mistakes } = await generateFamily(file, { observers, table, former });
    expect(mistakes).toEqual([]);
    expect(generatedText(generated)).toBe(generatedText(former));
  });
});
