import type { Surface, SurfaceArgument, SurfaceCommand } from "./surface.ts";

/** One word of the command tree: a group, a command, or both. */
export interface SurfaceNode {
  /** Whole path with the program: `az acr token`. */
  path: string;
  word: string;
  summary: string;
  preview: boolean;
  command: SurfaceCommand | undefined;
  children: Map<string, SurfaceNode>;
}

const newNode = (path: string): SurfaceNode => ({
  path,
  word: path.split(" ").at(-1) ?? path,
  summary: "",
  preview: false,
  command: undefined,
  children: new Map(),
});

/** Arguments that every command takes. */
export const globalArguments: readonly SurfaceArgument[] = [
  { options: ["--debug"], required: false, nargs: 0 },
  { options: ["--help", "-h"], required: false, nargs: 0 },
  { options: ["--only-show-errors"], required: false, nargs: 0 },
  {
    options: ["--output", "-o"],
    required: false,
    choices: ["json", "jsonc", "yaml", "yamlc", "table", "tsv", "none"],
  },
  { options: ["--query"], required: false },
  { options: ["--subscription"], required: false },
  { options: ["--verbose"], required: false, nargs: 0 },
];

/** The surface as a tree of words. */
export function surfaceTree(surface: Surface): SurfaceNode {
  const root = newNode("az");
  const nodeAt = (path: string): SurfaceNode => {
    let node = root;
    for (const word of path.split(" ").slice(1)) {
      const next = node.children.get(word) ?? newNode(`${node.path} ${word}`);
      node.children.set(word, next);
      node = next;
    }
    return node;
  };
  for (const command of surface.commands) {
    const node = nodeAt(command.command);
    node.command = command;
    node.summary = command.summary;
    node.preview = command.preview ?? false;
  }
  for (const { group, summary, preview } of surface.groups) {
    const node = nodeAt(group);
    node.summary = summary;
    node.preview = preview ?? false;
  }
  return root;
}

const ownSpellings = (command: SurfaceCommand) => new Set(command.args.flatMap(({ options }) => options));

/** Arguments of a command with those that every command takes; its own come first and win. */
export function argumentsOf(command: SurfaceCommand): SurfaceArgument[] {
  const own = ownSpellings(command);
  return [...command.args, ...globalArguments.filter(({ options }) => !options.some((option) => own.has(option)))];
}

/** What `az configure --defaults` can fill, by the name under which it is kept. */
export type ConfiguredName = "acr" | "group" | "location";

/** Registry names of the client's parameters that it does not fill from the defaults: the source of an import. */
const neverRegistry = (command: SurfaceCommand, argument: SurfaceArgument): boolean =>
  command.command === "az acr import" && argument.options.includes("--registry");

/**
 * The default that fills an argument, as the client declares it (`configured_default` of `registry_name`,
 * `resource_group_name` and `location`): the registry is `--registry` where there is one, else `--name` for the commands
 * that act on a registry itself.
 */
export function configuredNameOf(command: SurfaceCommand, argument: SurfaceArgument): ConfiguredName | undefined {
  const { options } = argument;
  if (options.includes("--resource-group")) return command.command.startsWith("az group ") ? undefined : "group";
  if (options.includes("--location")) return "location";
  if (!command.command.startsWith("az acr ") || neverRegistry(command, argument)) return undefined;
  if (options.includes("--registry") || options.includes("--registry-name")) return "acr";
  const namesChild =
    command.command !== "az acr import" &&
    command.args.some(({ options: other }) => other.includes("--registry") || other.includes("--registry-name"));
  return options.includes("--name") && !namesChild ? "acr" : undefined;
}
