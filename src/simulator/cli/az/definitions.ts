import type { CommandDefinition, LiveName, OptionDefinition } from "../definition.ts";
import { whyNotServed } from "./modules.ts";
import { helpOf } from "./help-data.ts";
import { keyOf } from "./options.ts";
import { argumentsOf, configuredNameOf } from "./surface-index.ts";
import type { Surface, SurfaceArgument, SurfaceCommand } from "./surface.ts";

/** What the options of the client name, by their spelling. */
const liveByFlag: Record<string, LiveName> = {
  "--resource-group": "group",
  "--location": "region",
  "--sku": "sku",
  "--attach-acr": "registry",
  "--detach-acr": "registry",
  "--acr": "registry",
  "--repository": "repository",
  "--image": "taggedImage",
  "--scope-map": "scopeMap",
  "--cred-set": "credentialSet",
  "--agent-pool": "agentPool",
  "--run-id": "run",
  "--role": "role",
  "--assignee": "principal",
  "--vnet-name": "vnet",
  "--assign-identity": "identity",
  "--file": "file",
};

/** What `--name` names, by the group of the command. */
const liveByGroup: readonly (readonly [string, LiveName])[] = [
  ["az acr replication ", "replication"],
  ["az acr webhook ", "webhook"],
  ["az acr token ", "token"],
  ["az acr scope-map ", "scopeMap"],
  ["az acr taskrun ", "run"],
  ["az acr task ", "task"],
  ["az acr cache ", "cacheRule"],
  ["az acr credential-set ", "credentialSet"],
  ["az acr agentpool ", "agentPool"],
  ["az aks ", "cluster"],
  ["az identity ", "identity"],
  ["az group ", "group"],
];

function liveOf(command: SurfaceCommand, argument: SurfaceArgument): LiveName | undefined {
  const flag = keyOf(argument);
  if (configuredNameOf(command, argument) === "acr") return "registry";
  if (flag === "--name") return liveByGroup.find(([group]) => command.command.startsWith(group))?.[1];
  return argument.choices ? undefined : liveByFlag[flag];
}

function optionOf(surface: Surface, command: SurfaceCommand, argument: SurfaceArgument): OptionDefinition {
  const { options, required, choices, nargs, repeatable, default: standard, deprecated } = argument;
  const live = liveOf(command, argument);
  const flags = [...options].sort((a, b) => Number(b.startsWith("--")) - Number(a.startsWith("--")));
  return {
    flags,
    help: helpOf(surface, argument),
    ...(nargs !== 0 && { value: argument.type === "int" ? "number" : "value" }),
    ...(required && { required }),
    ...(choices && { choices }),
    ...(repeatable && { repeatable }),
    ...(standard !== undefined && standard !== null && { default: JSON.stringify(standard).replace(/^"|"$/g, "") }),
    ...(live && { live }),
    ...(deprecated && { hidden: true }),
  };
}

const isPositional = ({ options }: SurfaceArgument): boolean => !options.some((option) => option.startsWith("-"));

/** The commands of the surface as help, completion and the reference know commands. */
export const definitionsOf = (surface: Surface): CommandDefinition[] =>
  surface.commands.map((command) => {
    const args = argumentsOf(command);
    const operands = args.filter(isPositional).map((argument) => ({
      name: argument.options[0] ?? "",
      required: argument.required,
      ...((argument.nargs === "*" || argument.nargs === "+") && { many: true }),
    }));
    const { examples, facts, permission, hidden } = command;
    const missing = whyNotServed(command);
    return {
      name: command.command,
      summary: command.summary,
      ...(operands.length > 0 && { operands }),
      options: args
        .filter((argument) => !isPositional(argument))
        .map((argument) => optionOf(surface, command, argument)),
      ...(examples && { examples }),
      ...(facts && { facts }),
      ...(permission !== undefined && { permission }),
      ...(missing !== undefined && { notSimulated: missing }),
      ...(hidden && { hidden }),
    };
  });
