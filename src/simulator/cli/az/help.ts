import { wrapText } from "../output/wrap-text.ts";
import { helpOf } from "./help-data.ts";
import { isPreviewGroup, previewText } from "./preview-notes.ts";
import { argumentsOf, globalArguments, type SurfaceNode } from "./surface-index.ts";
import type { Surface, SurfaceArgument, SurfaceCommand } from "./surface.ts";

const indent = (depth: number): string => "    ".repeat(depth);

/** Starts with an upper-case letter and ends with a period, as the client writes every summary. */
function dressed(text: string): string {
  const plain = text.trim();
  if (plain.length < 2) return plain;
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}${/[.!?]$/.test(plain) ? "" : "."}`;
}

const paragraph = (text: string, depth: number): string =>
  text
    .split("\n")
    .map((line) => wrapText(line, { first: indent(depth), next: indent(depth) }))
    .join("\n");

interface Item {
  name: string;
  tags: string;
  summary: string;
  /** What is said below the line, further in. */
  note?: string;
}

/** Room that a name and its tags take (knack, help.py `_get_line_len`). */
const lengthOf = ({ name, tags }: Item): number => name.length + tags.length + (tags === "" ? 1 : 2);

function itemLine(item: Item, longest: number): string {
  const padding = " ".repeat(longest - lengthOf(item) + (item.tags === "" ? 0 : 1));
  const text = `${item.name}${padding}${item.tags}${item.summary === "" ? "" : ` : ${item.summary}`}`;
  const line = wrapText(text, { first: indent(1), next: " ".repeat(longest + 4 + 2) });
  return item.note === undefined ? line : `${line}\n${paragraph(item.note, 2)}`;
}

const longestOf = (items: readonly Item[]): number => Math.max(0, ...items.map(lengthOf));

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const isShown = (node: SurfaceNode): boolean =>
  node.command ? !node.command.hidden : [...node.children.values()].some(isShown);

function nodeItem(node: SurfaceNode): Item {
  const preview = node.command ? node.preview : isPreviewGroup(node);
  const deprecated = node.command?.deprecated !== undefined;
  const tags = [deprecated && "[Deprecated]", preview && "[Preview]"].filter((tag) => tag !== false).join(" ");
  return { name: node.word, tags, summary: dressed(node.summary) };
}

function groupHelp(node: SurfaceNode): string[] {
  const children = [...node.children.values()].filter(isShown);
  const groups = children
    .filter(({ command }) => !command)
    .map(nodeItem)
    .sort(byName);
  const commands = children
    .filter(({ command }) => command)
    .map(nodeItem)
    .sort(byName);
  const longest = longestOf([...groups, ...commands]);
  const part = (title: string, items: readonly Item[]) =>
    items.length === 0 ? [] : [title, ...items.map((item) => itemLine(item, longest)), ""];
  return [...part("Subgroups:", groups), ...part("Commands:", commands)];
}

/** A default as Python prints it; false, zero and empty ones are left out. */
function defaultText(value: unknown): string {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return "";
  const valueText =
    value === true ? "True" : Array.isArray(value) ? `[${value.map(String).join(", ")}]` : String(value);
  return `  Default: ${valueText}.`;
}

function argumentItem(surface: Surface, argument: SurfaceArgument): Item {
  const { options, required, choices, preview, deprecated } = argument;
  const isPositional = !options.some((option) => option.startsWith("-"));
  const tags = [deprecated && "[Deprecated]", preview && "[Preview]", required && !isPositional && "[Required]"];
  const allowed = choices ? `  Allowed values: ${[...choices].sort().join(", ")}.` : "";
  return {
    name: options
      .filter((option) => argument.old?.[option] === undefined)
      .sort()
      .join(" "),
    tags: tags.filter((tag) => typeof tag === "string").join(" "),
    summary: `${dressed(helpOf(surface, argument))}${allowed}${defaultText(argument.default)}`.trim(),
    ...(preview && { note: previewText(`Argument '${options[0] ?? ""}'`) }),
  };
}

function argumentHelp(surface: Surface, command: SurfaceCommand): string[] {
  const isGlobal = new Set(globalArguments);
  const args = argumentsOf(command).filter(({ deprecated }) => deprecated !== true);
  const ordered = (list: SurfaceArgument[]) =>
    list
      .map((argument) => ({ required: argument.required, ...argumentItem(surface, argument) }))
      .sort((a, b) => Number(b.required) - Number(a.required) || byName(a, b));
  const own = args.filter((argument) => !isGlobal.has(argument));
  const positional = ordered(own.filter(({ options }) => !options.some((option) => option.startsWith("-"))));
  const named = ordered(own.filter(({ options }) => options.some((option) => option.startsWith("-"))));
  const common = ordered(args.filter((argument) => isGlobal.has(argument)));
  const longest = longestOf([...positional, ...named, ...common]);
  const lines = (items: readonly Item[]) => items.map((item) => itemLine(item, longest));
  return [
    "Arguments",
    ...lines(named),
    ...(positional.length > 0 ? ["", "Positional", ...lines(positional)] : []),
    "",
    "Global Arguments",
    ...lines(common),
    "",
  ];
}

function examplesOf({ examples = [] }: SurfaceCommand): string[] {
  if (examples.length === 0) return [];
  return ["Examples", ...examples.flatMap((line) => [paragraph(line, 2), ""])];
}

/** Notes below the first line: preview and deprecation, as the client words them. */
function notesOf(node: SurfaceNode): { text: string; deprecated: boolean } {
  const deprecation = node.command?.deprecated;
  const isPreview = node.command ? node.preview : isPreviewGroup(node);
  const kind = node.command ? "Command" : "Command group";
  const lines = [
    ...(deprecation === undefined
      ? []
      : [`This command has been deprecated and will be removed in a future release. Use '${deprecation}' instead.`]),
    ...(isPreview && node.path !== "az" ? [previewText(`${kind} '${node.path.slice("az ".length)}'`)] : []),
  ];
  return { text: lines.join("\n"), deprecated: deprecation !== undefined };
}

/** The help of a group or a command in the layout of knack's help.py. Hidden commands and options are left out. */
export function helpText(surface: Surface, node: SurfaceNode): string {
  const { command } = node;
  const summary = dressed(node.summary);
  const notes = notesOf(node);
  const first = `${node.path}${summary === "" ? "" : ` : ${summary}`}`;
  const lines = [
    "",
    command ? "Command" : "Group",
    wrapText(first, { first: indent(1), next: indent(1) }),
    notes.text === "" ? "" : paragraph(notes.text, 2),
    ...(notes.deprecated ? [""] : []),
    ...(command ? [...argumentHelp(surface, command), ...examplesOf(command)] : groupHelp(node)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What `az` alone prints: a welcome and the groups and commands of the first level. */
export function welcomeText(root: SurfaceNode): string {
  const items = [...root.children.values()].filter(isShown).map(nodeItem).sort(byName);
  const longest = Math.max(...items.map(({ name }) => name.length));
  const list = items.map(({ name, summary }) => {
    const text = `${name.padEnd(longest)}${summary === "" ? "" : ` : ${summary}`}`;
    return wrapText(text, { first: indent(1), next: " ".repeat(longest + 4 + 2) });
  });
  return [
    "",
    "Welcome to the cool new Azure CLI!",
    "",
    "Use `az --version` to display the current version.",
    "Here are the base commands:",
    "",
    ...list,
    "",
  ].join("\n");
}
