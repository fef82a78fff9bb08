import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createAz } from "../../../../src/simulator/cli/az/az.ts";
import { keyOf } from "../../../../src/simulator/cli/az/options.ts";
import { parseLine } from "../../../../src/simulator/cli/az/parse.ts";
import { helpOf } from "../../../../src/simulator/cli/az/help-data.ts";
import { argumentsOf, surfaceTree } from "../../../../src/simulator/cli/az/surface-index.ts";
import type { Surface, SurfaceArgument, SurfaceCommand } from "../../../../src/simulator/cli/az/surface.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";
import { az } from "../../../support/az.ts";
import { runProgram } from "../../../support/program.ts";
import { aSimulator } from "../../../support/simulator.ts";
import { surface } from "../../../support/surface.ts";

const root = surfaceTree(surface);
const parse = (words: readonly string[], tree = root) =>
  parseLine(tree, words, { configured: () => undefined, checkQuery: () => undefined });

const isPositional = ({ options }: SurfaceArgument): boolean => !options.some((option) => option.startsWith("-"));

/** Words that give an argument a value it takes. */
function wordsOf(argument: SurfaceArgument, value = argument.choices?.[0] ?? (argument.type === "int" ? "1" : "x")) {
  if (isPositional(argument)) return [value];
  return argument.nargs === 0 ? [keyOf(argument)] : [keyOf(argument), value];
}

/** A line of a command with what it requires, without one argument when `without` says so. */
const lineOf = ({ command, args }: SurfaceCommand, without?: SurfaceArgument): string[] => [
  ...command.split(" ").slice(1),
  ...args.filter((argument) => argument.required && argument !== without).flatMap((argument) => wordsOf(argument)),
];

const fault = (words: readonly string[]): ExitError => {
  try {
    parse(words);
  } catch (error) {
    if (error instanceof ExitError) return error;
    throw error;
  }
  throw new Error(`az ${words.join(" ")} was taken`);
};

const named = surface.commands.map((command) => [command.command, command] as const);

describe.each(named)("%s", (name, command) => {
  it("parses with its required arguments, each choice of each option, and each spelling", () => {
    const line = lineOf(command);
    expect(parse(line)).toMatchObject({ kind: "command", command: { command: name } });
    for (const argument of argumentsOf(command).filter((argument) => !argument.options.includes("--help"))) {
      for (const choice of argument.choices ?? []) {
        const { values } = parse([...line, ...wordsOf(argument, choice)]) as { values: Map<string, string[][]> };
        expect(values.get(keyOf(argument))?.at(-1), `${keyOf(argument)} ${choice}`).toEqual([choice]);
      }
      for (const spelling of argument.options.filter((option) => option.startsWith("-"))) {
        const words = [...line, spelling, ...wordsOf(argument).slice(1)];
        expect(parse(words), words.join(" ")).toMatchObject({ kind: "command" });
      }
    }
  });

  it("rejects what is missing, wrong, unknown or mistyped, each in the parser's words and with exit code 2", () => {
    for (const argument of command.args.filter(({ required }) => required)) {
      const { exitCode, message } = fault(lineOf(command, argument));
      expect([exitCode, message]).toEqual([
        2,
        `ERROR: the following arguments are required: ${argument.options.join("/")}`,
      ]);
    }
    for (const argument of command.args.filter(({ choices }) => choices)) {
      const { exitCode, message } = fault([...lineOf(command), keyOf(argument), "wr0ng"]);
      expect(exitCode).toBe(2);
      expect(message).toContain(
        `ERROR: ${name}: 'wr0ng' is not a valid value for '${argument.options[0] ?? ""}'. Allowed values: `,
      );
    }
    for (const argument of command.args.filter(({ type }) => type === "int")) {
      expect(fault([...lineOf(command), keyOf(argument), "many"]).message).toBe(
        `ERROR: argument ${argument.options.join("/")}: invalid int value: 'many'`,
      );
    }
    const unknown = fault([...lineOf(command), "--no-such-option"]);
    expect([unknown.exitCode, unknown.message]).toEqual([2, "ERROR: unrecognized arguments: --no-such-option"]);
    const words = name.split(" ").slice(1);
    const mistyped = fault([...words.slice(0, -1), `${words.at(-1) ?? ""}x`]);
    expect(mistyped.exitCode).toBe(2);
    expect(mistyped.message).toMatch(
      /^ERROR: '.+x' is misspelled or not recognized by the system\.(\nDid you mean '.+' \?)?$/,
    );
    for (const { explanation } of [unknown, mistyped]) expect(explanation?.text).not.toBe("");
  });

  it("has a line of help for itself and every option", () => {
    expect(command.summary).not.toBe("");
    const silent = argumentsOf(command).filter((argument) => helpOf(surface, argument) === "");
    expect(silent.map(keyOf)).toEqual([]);
  });
});

it("keeps every command that was measured with the real client", () => {
  const file = join(import.meta.dirname, "../../../../content/commands/az.json");
  const measured = JSON.parse(readFileSync(file, "utf8")) as { command: string }[];
  const known = new Set(surface.commands.map(({ command }) => command));
  expect(measured.length).toBeGreaterThan(150);
  expect(measured.filter(({ command }) => !known.has(command))).toEqual([]);
});

it("serves or rejects each command when it is run, and never ends in a bug", async () => {
  const simulator = aSimulator();
  for (const command of surface.commands) {
    const { exitCode, err } = await az(simulator, lineOf(command));
    expect([0, 1, 2, 3], `${command.command}: ${err}`).toContain(exitCode);
    if (exitCode !== 0) expect(err, command.command).toMatch(/\S/);
  }
});

it("says why a part of Azure is left out", async () => {
  const { exitCode, err, explanation } = await az(
    aSimulator(),
    "acr export-pipeline create -r contoso -g shop -n out --secret-uri s --storage-container-uri c",
  );
  expect(exitCode).toBe(1);
  expect(err).toContain("'az acr export-pipeline create' is not simulated. Transfers need storage containers");
  expect(explanation).toMatchObject({ code: "NotSimulated", text: expect.stringContaining("Azure") as string });
});

describe("a command that nobody wrote code for", () => {
  const invented: Surface = {
    commands: [
      {
        command: "az acr lighthouse kindle",
        summary: "Light the lamp of a registry",
        args: [
          { options: ["--name", "-n"], required: true, help: "Name of the registry" },
          { options: ["--colour"], required: true, choices: ["Red", "Green"], help: "Colour of the lamp" },
        ],
      },
    ],
    groups: [{ group: "az acr lighthouse", summary: "Manage lamps" }],
  };
  const program = createAz(invented);
  const run = (line: string) => runProgram(aSimulator(), program, line);

  it("parses and rejects from the data alone", async () => {
    const missing = await run("acr lighthouse kindle -n contoso");
    expect([missing.exitCode, missing.err]).toEqual([2, "ERROR: the following arguments are required: --colour\n"]);
    expect((await run("acr lighthouse kindle -n contoso --colour Gren")).err).toContain("Did you mean 'Green' ?");
    expect((await run("acr lighthouse kindl")).err).toContain("Did you mean 'kindle' ?");
  });

  it("says by name that it is not simulated", async () => {
    const { exitCode, err, explanation } = await run("acr lighthouse kindle -n contoso --colour red");
    expect(exitCode).toBe(1);
    expect(err).toContain("'az acr lighthouse kindle' is not simulated");
    expect(explanation?.code).toBe("NotSimulated");
  });

  it("shows up in help, in its group's help and among the definitions that completion reads", async () => {
    expect((await run("acr lighthouse -h")).out).toContain("kindle : Light the lamp of a registry.");
    const { out, exitCode } = await run("acr lighthouse kindle -h");
    expect(exitCode).toBe(0);
    expect(out).toContain("--colour  [Required] : Colour of the lamp.  Allowed values: Green, Red.");
    const definition = program.commands().find(({ name }) => name === "az acr lighthouse kindle");
    expect(definition?.options.find(({ flags }) => flags.includes("--name"))).toMatchObject({
      flags: ["--name", "-n"],
      required: true,
      live: "registry",
    });
    expect(definition?.options.find(({ flags }) => flags.includes("--colour"))?.choices).toEqual(["Red", "Green"]);
  });
});
