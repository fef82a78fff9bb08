import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { programs } from "../../src/simulator/cli/programs.ts";
import { surface } from "../support/surface.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { reference } = compiled;
const commands = reference.flatMap((program) => program.commands);

describe("the reference of commands", () => {
  it("has every program, and every command that is not hidden, with the options of its parser", () => {
    expect(reference.map(({ name }) => name)).toEqual(programs(surface).map(({ name }) => name));
    for (const program of programs(surface)) {
      const shown = new Map(
        reference.find(({ name }) => name === program.name)?.commands.map((command) => [command.name, command]),
      );
      for (const definition of program.commands()) {
        if (definition.hidden) continue;
        const options = definition.options.filter(({ hidden }) => !hidden);
        expect(shown.get(definition.name)?.options.length, definition.name).toBe(options.length);
      }
    }
  });

  it("gives each command an address of its own and a summary", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { name, summary } of commands) expect(summary, name).not.toBe("");
  });

  it("names the rules of a command by facts that there are, with both values", () => {
    for (const fact of commands.flatMap(({ facts }) => facts)) {
      expect(fact.chapter, fact.id).not.toBe("");
      expect(fact.azure, fact.id).not.toBe("");
    }
  });
});
