import type { CommandDefinition } from "../definition.ts";
import { dockerCommands } from "./definitions.ts";

/** `docker --help` */
export function usage(): string {
  const width = Math.max(...dockerCommands.map(({ name }) => name.length - 7));
  const lines = dockerCommands.map(({ name, summary }) => `  ${name.slice(7).padEnd(width)}  ${summary}`);
  return `\nUsage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\nCommands:\n${lines.join("\n")}\n\nRun 'docker COMMAND --help' for more information on a command.\n`;
}

/** A command and what it takes, as usage lines have it. */
export const synopsis = ({ name, operands = [], options }: CommandDefinition): string => {
  const words = operands.map(
    ({ name: operand, required, many }) => ` ${required ? operand : `[${operand}]`}${many ? ` [${operand}...]` : ""}`,
  );
  return `${name}${options.length > 0 ? " [OPTIONS]" : ""}${words.join("")}`;
};

/** `--help` of a command. */
export function commandHelp(definition: CommandDefinition): string {
  const rows = definition.options.map(({ flags, value, help: text }) => {
    const short = flags.find((flag) => !flag.startsWith("--"));
    const long = flags.find((flag) => flag.startsWith("--")) ?? "";
    return [
      `  ${short === undefined ? "    " : `${short}, `}${long}${value === undefined ? "" : ` ${value}`}`,
      text,
    ] as const;
  });
  const width = Math.max(0, ...rows.map(([flags]) => flags.length));
  const options = rows.map(([optionText, text]) => `${optionText.padEnd(width)}   ${text}\n`).join("");
  return `\nUsage:  ${synopsis(definition)}\n\n${definition.summary}\n${options === "" ? "" : `\nOptions:\n${options}`}`;
}

/** `--help` of a group of commands, e.g. `docker trust`. */
export function groupHelp(path: string): string {
  const lines = dockerCommands
    .filter(({ name }) => name.startsWith(`${path} `))
    .map(({ name, summary }) => `  ${name.slice(path.length + 1).padEnd(18)}${summary}\n`);
  return `\nUsage:  ${path} COMMAND\n\nCommands:\n${lines.join("")}`;
}
