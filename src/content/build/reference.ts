import type { CommandDefinition, OptionDefinition } from "../../simulator/cli/definition.ts";
import type { Surface } from "../../simulator/cli/az/surface.ts";
import { createAz } from "../../simulator/cli/az/az.ts";
import { programs } from "../../simulator/cli/programs.ts";
import type { FactRow, SearchEntry } from "../content.ts";
import type { ReferenceCommand, ReferenceOption, ReferenceProgram } from "../reference.ts";
import type { Problems } from "./problems.ts";

/** Every program of the machine besides `az`. */
const otherPrograms = await Promise.all(programs().map((program) => program.load()));

/** Anchor of a command. */
const anchor = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase();

function optionOf({ flags, value, help, required, choices, default: standard }: OptionDefinition): ReferenceOption {
  return {
    spelling: `${flags.join(", ")}${value === undefined ? "" : ` ${value.toUpperCase()}`}`,
    help,
    required: required ?? false,
    choices: [...(choices ?? [])],
    ...(standard !== undefined && { default: standard }),
  };
}

/** Places of the course in whose commands a name stands, each once. */
function usesOf(name: string, entries: readonly SearchEntry[]): { href: string; title: string }[] {
  const found = entries.filter(({ kind, title, text }) =>
    `${kind === "command" ? title : text} `
      .split(/(?<=[(;|&])|\n/)
      .some((line) => line.trimStart().startsWith(`${name} `)),
  );
  const places = found.map(({ kind, href, title, place }): [string, string] => [
    href,
    kind === "command" ? place : `${place}: ${title}`,
  ]);
  return Array.from(new Map(places), ([href, title]) => ({ href, title }));
}

function commandOf(
  definition: CommandDefinition,
  facts: ReadonlyMap<string, FactRow>,
  uses: readonly SearchEntry[],
  problems: Problems,
): ReferenceCommand {
  const { name, summary, operands = [], options, examples = [], permission, notSimulated } = definition;
  return {
    id: anchor(name),
    name,
    summary,
    operands: operands.map((operand) => (operand.required ? operand.name : `[${operand.name}]`)).join(" "),
    options: options.filter(({ hidden }) => !hidden).map(optionOf),
    examples: [...examples],
    facts: (definition.facts ?? []).flatMap((id) => {
      const fact = facts.get(id);
      if (!fact) {
        problems.add("src/simulator/cli", 1, `${name} names the fact ${id}, which there is not`);
        return [];
      }
      const { label, chapter, azure, differs } = fact;
      return [{ id, label, chapter, azure, differs }];
    }),
    ...(permission !== undefined && { permission }),
    ...(notSimulated !== undefined && { notSimulated }),
    usedIn: usesOf(name, uses),
  };
}

/** What the machine's programs can do, from the definitions that parse their command lines. */
export function readReference(
  surface: Surface,
  rows: readonly FactRow[],
  entries: readonly SearchEntry[],
  problems: Problems,
): ReferenceProgram[] {
  const uses = entries.filter(({ kind }) => kind === "command" || kind === "walkthrough");
  const facts = new Map(rows.map((row) => [row.id, row]));
  return [createAz(surface), ...otherPrograms].map((program) => ({
    name: program.name,
    summary: program.summary,
    commands: program
      .commands()
      .filter(({ hidden }) => !hidden)
      .map((definition) => commandOf(definition, facts, uses, problems))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
}
