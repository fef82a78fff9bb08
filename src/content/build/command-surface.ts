import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Surface, SurfaceArgument, SurfaceCommand } from "../../simulator/cli/az/surface.ts";
import { helpSchema, measuredSchema, moreSchema, referenceSchema } from "./command-schema.ts";
import type { Problems } from "./problems.ts";
import { parseYaml, type YamlFile } from "./read-yaml.ts";

const folder = "content/commands";

/** JSON is YAML, so problems can name their lines. */
function read<S extends v.GenericSchema>(root: string, name: string, schema: S, problems: Problems) {
  const file = `${folder}/${name}`;
  const path = join(root, file);
  if (!existsSync(path)) {
    problems.add(file, 1, "is missing");
    return undefined;
  }
  return parseYaml(file, readFileSync(path, "utf8"), schema, problems);
}

const spellingsOf = (args: readonly SurfaceArgument[]): string[] => args.flatMap(({ options }) => options);

/** Two arguments of one command with the same spelling. */
function checkSpellings(
  file: YamlFile<unknown>,
  path: (string | number)[],
  args: readonly SurfaceArgument[],
  problems: Problems,
) {
  const seen = new Set<string>();
  for (const spelling of spellingsOf(args)) {
    if (seen.has(spelling)) problems.add(file.file, file.lineOf(path), `${path.join(".")}: ${spelling} is there twice`);
    seen.add(spelling);
  }
}

/** The line of help that data gives to an argument of a command. */
function ownHelp(help: Record<string, string> | undefined, { options }: SurfaceArgument): string | undefined {
  if (!help) return undefined;
  const spelling = options.find((option) => help[option] !== undefined);
  return spelling === undefined ? undefined : help[spelling];
}

/**
 * Reads content/commands into the surface of `az`: the measured commands, those that came later, help and what the reference
 * tells. Reports duplicates and names that lead nowhere with file and line; undefined when a file cannot be read.
 */
export function readSurface(root: string, problems: Problems, factKeys?: ReadonlySet<string>): Surface | undefined {
  if (!existsSync(join(root, folder))) return undefined;
  const measured = read(root, "az.json", measuredSchema, problems);
  const more = read(root, "az-more.json", moreSchema, problems);
  const help = read(root, "az-help.json", helpSchema, problems);
  const reference = read(root, "az-reference.json", referenceSchema, problems);
  if (!measured || !more || !help || !reference) return undefined;

  const commands = new Map<string, SurfaceCommand>();
  const add = (file: YamlFile<unknown>, path: (string | number)[], command: SurfaceCommand) => {
    const said = commands.has(command.command);
    if (said) problems.add(file.file, file.lineOf(path), `${command.command} is there twice`);
    checkSpellings(file, [...path, "args"], command.args, problems);
    commands.set(command.command, command);
  };
  measured.value.forEach((command, at) => add(measured, [at], command));
  more.value.commands.forEach((command, at) => add(more, ["commands", at], command));

  for (const [name, extra] of Object.entries(more.value.extraArgs)) {
    const command = commands.get(name);
    if (!command) problems.add(more.file, more.lineOf(["extraArgs", name]), `${name} is no command`);
    else {
      const args = [...command.args, ...extra];
      checkSpellings(more, ["extraArgs", name], args, problems);
      commands.set(name, { ...command, args });
    }
  }

  for (const [name, lines] of Object.entries(help.value.commands)) {
    const command = commands.get(name);
    if (!command) {
      problems.add(help.file, help.lineOf(["commands", name]), `${name} is no command`);
      continue;
    }
    const known = new Set(spellingsOf(command.args));
    for (const spelling of Object.keys(lines)) {
      if (!known.has(spelling)) {
        problems.add(help.file, help.lineOf(["commands", name, spelling]), `${name} has no option ${spelling}`);
      }
    }
    const args = command.args.map((argument) => {
      const line = ownHelp(lines, argument);
      return line === undefined ? argument : { ...argument, help: line };
    });
    commands.set(name, { ...command, args });
  }

  for (const [name, told] of Object.entries(reference.value)) {
    const command = commands.get(name);
    if (!command) {
      problems.add(reference.file, reference.lineOf([name]), `${name} is no command`);
      continue;
    }
    const ofMistakes = Object.values(told.mistakes ?? {}).flatMap(({ fact }) => fact ?? []);
    for (const fact of [...(told.facts ?? []), ...ofMistakes]) {
      if (factKeys && !factKeys.has(fact)) {
        problems.add(reference.file, reference.lineOf([name, "facts"]), `${fact} is no fact`);
      }
    }
    commands.set(name, { ...command, ...told });
  }

  for (const [name, old] of Object.entries(more.value.oldSpellings)) {
    const command = commands.get(name);
    const known = new Set(spellingsOf(command?.args ?? []));
    for (const word of Object.entries(old)
      .flat()
      .filter((spelling) => !known.has(spelling))) {
      problems.add(more.file, more.lineOf(["oldSpellings", name]), `${name} has no option ${word}`);
    }
    const args = (command?.args ?? []).map((argument) => {
      const own = Object.entries(old).filter(([from]) => argument.options.includes(from));
      return own.length === 0 ? argument : { ...argument, old: Object.fromEntries(own) };
    });
    if (command) commands.set(name, { ...command, args });
  }

  for (const [name, why] of Object.entries(more.value.notSimulated)) {
    const below = [...commands.values()].filter(({ command }) => command === name || command.startsWith(`${name} `));
    if (below.length === 0) problems.add(more.file, more.lineOf(["notSimulated", name]), `${name} is no command`);
    for (const command of below) commands.set(command.command, { ...command, notSimulated: why });
  }

  const groups = new Set<string>();
  more.value.groups.forEach(({ group }, at) => {
    const line = more.lineOf(["groups", at]);
    if (groups.has(group)) problems.add(more.file, line, `${group} is there twice`);
    groups.add(group);
    if (![...commands.keys()].some((name) => name.startsWith(`${group} `))) {
      problems.add(more.file, line, `${group} has no commands`);
    }
  });
  return { commands: [...commands.values()], groups: more.value.groups, shared: help.value.shared };
}
