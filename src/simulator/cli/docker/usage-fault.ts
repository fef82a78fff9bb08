import type { CommandDefinition } from "../definition.ts";
import type { GoFault } from "../go-options.ts";
import { ExitError } from "../program.ts";
import { synopsis } from "./help.ts";

/** An option that the command does not have, or that lacks its value. */
export const faultError = (definition: CommandDefinition, fault: Exclude<GoFault, { kind: "help" }>): ExitError =>
  new ExitError(
    125,
    `${fault.text}\n\nUsage:  ${synopsis(definition)}\n\nRun '${definition.name} --help' for more information`,
    {
      code: "UnknownOption",
      text: `${definition.name} doesn't accept ${fault.word}.`,
      next: `\`${definition.name} --help\` lists its options.`,
    },
  );

/** Ends with docker's words when there are too few or too many operands. */
export function requireOperands(definition: CommandDefinition, count: number): void {
  const { operands = [], name } = definition;
  const least = operands.filter(({ required }) => required).length;
  const many = operands.some((operand) => operand.many);
  if (name.endsWith(" build") || (count >= least && (many || count <= operands.length))) return;
  const arity = many
    ? `at least ${least} argument`
    : operands.length === least
      ? `${least} argument`
      : `at most ${operands.length} argument`;
  const plural = /\b1 argument$/.test(arity) ? "" : "s";
  throw new ExitError(
    1,
    `docker: '${name}' requires ${arity}${plural}\n\nUsage:  ${synopsis(definition)}\n\nSee '${name} --help' for more information`,
    {
      code: "WrongArguments",
      text: `${name} takes ${operands.map((operand) => operand.name).join(" and ") || "no names"}.`,
    },
  );
}
