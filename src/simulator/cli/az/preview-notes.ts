import { keyOf } from "./options.ts";
import type { ParsedLine } from "./parse.ts";
import type { SurfaceNode } from "./surface-index.ts";
import type { SurfaceArgument } from "./surface.ts";

/** What the client says of something that is in preview. */
export const previewText = (feature: string): string => `${feature} ${reference}`;

const reference = "is in preview and under development. Reference and support levels: https://aka.ms/CLI_refstatus";

/** The outermost group or command on the way to a command that is in preview; its name without the program. */
function previewOnTheWay(root: SurfaceNode, path: string): string | undefined {
  let node: SurfaceNode | undefined = root;
  for (const word of path.split(" ").slice(1)) {
    node = node?.children.get(word);
    if (!node) return undefined;
    const name = node.path.slice("az ".length);
    if (node.command === undefined && isPreviewGroup(node)) return previewText(`Command group '${name}'`);
    if (node.command && node.preview) return previewText(`Command '${name}'`);
  }
  return undefined;
}

/** A group is in preview when the surface says so, or when every command in it is. */
export function isPreviewGroup(node: SurfaceNode): boolean {
  if (node.preview) return true;
  const below = [...node.children.values()];
  return below.length > 0 && below.every((child) => (child.command ? child.preview : isPreviewGroup(child)));
}

/** What the client says beforehand about a command that is in preview or on its way out, and about options like it. */
export function previewNotes(root: SurfaceNode, { command, args, values, old }: ParsedLine): string[] {
  const notes: string[] = [];
  const preview = previewOnTheWay(root, command.command);
  if (command.deprecated !== undefined) {
    notes.push(
      `This command has been deprecated and will be removed in a future release. Use '${command.deprecated}' instead.`,
    );
  }
  if (preview !== undefined) notes.push(preview);
  for (const [from, to] of old) {
    notes.push(`Option '${from}' has been deprecated and will be removed in a future release. Use '${to}' instead.`);
  }
  for (const argument of args) {
    if (!values.has(keyOf(argument))) continue;
    const flag = keyOf(argument);
    if (argument.preview && preview === undefined) notes.push(previewText(`Argument '${flag}'`));
    if (argument.deprecated) notes.push(deprecationOf(argument));
  }
  return notes;
}

/** Names of parameters in the client's code that are not their option's; its deprecation notes show them. */
const parameterNames: Record<string, string> = {
  "--resource-group": "resource_group_name",
  "--os": "os_type",
  "--audit-logs-enabled": "sync_audit_logs_enabled",
};

function deprecationOf(argument: SurfaceArgument): string {
  if (typeof argument.deprecated === "string") return argument.deprecated;
  const flag = keyOf(argument);
  const name = parameterNames[flag] ?? flag.replace(/^--/, "").replaceAll("-", "_");
  return `Argument '${name}' has been deprecated and will be removed in a future release.`;
}
