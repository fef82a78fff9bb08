import { describe, expect, it } from "vitest";
import { createFamilyLanguage, type FamilySource } from "../../../../src/content/build/families/family-language.ts";
import type { Family, FamilyOption } from "../../../../src/content/build/families/family-schema.ts";
import { buildVariant, Dropped } from "../../../../src/content/build/families/variant-body.ts";
import { newWorld } from "../../../../src/simulator/world/new-world.ts";
import { MemoryBlobStore } from "../../../../src/simulator/world/memory-blob-store.ts";
import { nodeHash } from "../../../../src/node/node-hash.ts";
import { Rules } from "../../../../src/simulator/registry/rules.ts";
import { facts } from "../../../support/simulator-facts.ts";

const world = newWorld({ profile: "chapter" });
const source: FamilySource = {
  goals: { world, rules: new Rules(facts, "chapter"), blobs: new MemoryBlobStore(nodeHash) },
  outcomes: {},
};

const option = (id: string, more: Partial<FamilyOption> = {}): FamilyOption => ({
  id,
  text: `Option ${id}`,
  right: "Because.",
  wrong: "Because it isn't.",
  ...more,
});

function familyOf(options: FamilyOption[]): Family {
  const parameters = { event: ["push", "delete"] };
  return {
    id: "f",
    title: "F",
    objective: "WHK-1",
    type: "single",
    bloom: "apply",
    difficulty: 3,
    profile: "both",
    version: 1,
    refs: [],
    sources: [],
    facts: [],
    claims: [],
    parameters,
    names: {},
    setup: "",
    probes: [],
    key: "event == 'push' ? 'one' : 'two'",
    stem: "What happens at a ${event}?",
    options,
    distractors: 3,
  } as unknown as Family;
}

function optionsOf(options: FamilyOption[], variant: string, event = "push", key?: string): string[] {
  const family = { ...familyOf(options), ...(key !== undefined && { key }) };
  const language = createFamilyLanguage(family);
  const parameters = { event };
  const { body } = buildVariant({ family, language, variant, parameters, observed: parameters, source });
  return body.options?.map(({ id }) => id) ?? [];
}

const seeds = Array.from({ length: 40 }, (_, seed) => `seed ${seed}`);
const many = ["one", "two", "three", "four", "five", "six"].map((id) => option(id));

describe("the options of a variant", () => {
  it("are the key and as many of the others as the family says, in the order of the family", () => {
    const drawn = seeds.map((seed) => optionsOf(many, seed));
    for (const ids of drawn) {
      expect(ids).toHaveLength(4);
      expect(ids).toContain("one");
      expect(ids).toEqual(many.map(({ id }) => id).filter((id) => ids.includes(id)));
    }
    expect(new Set(drawn.flat()).size).toBe(many.length);
    expect(optionsOf(many, "a", "delete")).toContain("two");
  });

  it("are in ascending order where they are numbers, with the key in each place about as often as in others", () => {
    const numbers = [4, 2, 10, 1, 6, 3, 8];
    const numbered = numbers.map((number) => option(`n${number}`, { value: String(number), text: "${value}" }));
    const places = [0, 0, 0, 0];
    for (const seed of seeds) {
      const shown = optionsOf(numbered, seed, "push", "4").map((id) => Number(id.slice(1)));
      expect(shown).toEqual(shown.toSorted((a, b) => a - b));
      const place = shown.indexOf(4);
      places[place] = (places[place] ?? 0) + 1;
    }
    expect(Math.min(...places)).toBeGreaterThanOrEqual(seeds.length / 10);
  });

  it("never lack a wrong one that the family always wants there, where its condition holds", () => {
    const options = many.map((each) => (each.id === "six" ? { ...each, always: "event == 'push'" } : each));
    expect(seeds.filter((seed) => !optionsOf(options, seed).includes("six"))).toEqual([]);
    expect(seeds.filter((seed) => !optionsOf(options, seed, "delete").includes("six"))).not.toEqual([]);
  });

  it("leave out those whose condition doesn't hold, and drop the combination when too few are left", () => {
    const offered = many.map((each) =>
      each.id === "one" || each.id === "two" ? each : { ...each, if: "event == 'delete'" },
    );
    expect(() => optionsOf(offered, "a")).toThrow(Dropped);
    expect(optionsOf(offered, "a", "delete")).toHaveLength(4);
  });
});
