import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { handlerOf } from "../../src/simulator/cli/az/modules.ts";
import type { Terminal } from "../../src/simulator/cli/program.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { applyTemplate } from "../../src/sandbox/apply-template.ts";
import { aShell } from "../support/shell.ts";
import { loadedPrograms } from "../support/programs.ts";
import { surface } from "../support/surface.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { reference } = compiled;
const commands = reference.flatMap((program) => program.commands);

describe("the reference of commands", () => {
  it("has every program, and every command that is not hidden, with the options of its parser", async () => {
    const programs = await loadedPrograms();
    expect(reference.map(({ name }) => name)).toEqual(programs.map(({ name }) => name));
    for (const program of programs) {
      const visibleCommands = new Map(
        reference.find(({ name }) => name === program.name)?.commands.map((command) => [command.name, command]),
      );
      for (const definition of program.commands()) {
        if (definition.hidden) continue;
        const options = definition.options.filter(({ hidden }) => !hidden);
        expect(visibleCommands.get(definition.name)?.options.length, definition.name).toBe(options.length);
      }
    }
  });

  it("gives each command an address of its own and a summary", () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { name, summary } of commands) expect(summary, name).not.toBe("");
  });

  it("has an example for every simulated command, and for no other", () => {
    const leftOut = new Set(
      surface.commands
        .filter(({ command, notSimulated }) => notSimulated !== undefined || !handlerOf(command))
        .map(({ command }) => command),
    );
    const wrong = commands.filter(({ name, examples }) => examples.length > 0 === leftOut.has(name));
    expect(wrong.map(({ name }) => name)).toEqual([]);
    for (const { name, notSimulated } of commands) expect(notSimulated !== undefined, name).toBe(leftOut.has(name));
  });

  it("links from a command to where the course uses it", () => {
    const usedIn = (name: string) => commands.find((command) => command.name === name)?.usedIn.map(({ href }) => href);
    expect(usedIn("az acr create")).toContain("/walkthroughs/create/#create");
    expect(usedIn("az ad sp create-for-rbac")).toContain("/walkthroughs/authenticate/#role");
    expect(usedIn("docker push")?.some((href) => href.startsWith("/learn/"))).toBe(true);
    expect(usedIn("az acr")).toBeUndefined();
  });

  it("gives a command no example of another one", () => {
    const others = commands.flatMap(({ name, examples: lines }) =>
      lines
        .filter((line) => !` ${line.replaceAll("$(", " ")} `.includes(` ${name} `))
        .map((line) => `${name}: ${line}`),
    );
    expect(others).toEqual([]);
  });

  it("names the rules of a command by facts that exist, with both values", () => {
    for (const fact of commands.flatMap(({ facts }) => facts)) {
      expect(fact.chapter, fact.id).not.toBe("");
      expect(fact.azure, fact.id).not.toBe("");
    }
  });
});

const state = compiled.templates.find(({ id }) => id === "reference");
const examples = commands.flatMap((command) => command.examples.map((line) => ({ line, facts: command.facts })));

/** Whoever sits there says yes, and types the same passphrase each time. */
const terminal: Terminal = {
  ask: (question) => Promise.resolve(/passphrase/i.test(question) ? "harbour-at-dawn" : "y"),
};

describe.each(["chapter", "azure"] as const)("the examples of the reference under the profile %s", (profile) => {
  it("run in the state that their links open, or are rejected by a rule of the profile", async () => {
    if (!state) throw new Error("there is no state called reference");
    const { simulator, session } = aShell({ profile, startFiles: true });
    await applyTemplate(state, simulator, session, nodeHash);
    const start = simulator.world;
    const failed: string[] = [];
    for (const { line, facts } of examples) {
      simulator.moveTo(start);
      let err = "";
      const { exitCode, explanation } = await session.execute(line, {
        out: () => undefined,
        err: (text) => (err += text),
        signal: new AbortController().signal,
        terminal,
      });
      const byRule = facts.some(({ id, chapter, azure }) => chapter !== azure && id === explanation?.fact);
      if (exitCode !== 0 && !byRule) failed.push(`${line}\n${err}`);
    }
    expect(failed).toEqual([]);
  }, 90_000);
});
