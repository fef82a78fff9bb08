import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import type { LayerFile } from "../../images/layer.ts";

/** Files by path without the leading slash. */
export type FileTree = Map<string, LayerFile>;

/** Joins and cleans a path: `.` and `..` are followed, and the root is never left. */
export function cleanPath(path: string, folder = ""): string {
  const segments: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "..") segments.pop();
    else if (part !== "" && part !== ".") segments.push(part);
  }
  return segments.join("/");
}

/** The files of a tar archive, gzipped or not. */
export function filesOfTar(bytes: Uint8Array): FileTree {
  const tar = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const tree: FileTree = new Map();
  for (const { name, type, data, attrs } of parseTar(tar)) {
    if (type !== "file" && type !== undefined) continue;
    const path = cleanPath(name);
    const mode = attrs?.mode && /^0*([0-7]{3})/.exec(attrs.mode.trim())?.[1];
    tree.set(path, { path, data: data ?? new Uint8Array(), ...(mode && { mode }) });
  }
  return tree;
}

/** Lays a layer's files over a tree, taking away what its whiteouts name. */
export function applyLayer(tree: FileTree, layer: FileTree): void {
  for (const path of layer.keys()) {
    const [, folder = "", name] = /^(.*\/)?\.wh\.([^/]+)$/.exec(path) ?? [];
    if (name !== undefined) removeBelow(tree, `${folder}${name}`);
  }
  for (const [path, file] of layer) if (!/(^|\/)\.wh\./.test(path)) tree.set(path, file);
}

export function removeBelow(tree: FileTree, path: string): string[] {
  const gone = [...tree.keys()].filter((treePath) => treePath === path || treePath.startsWith(`${path}/`));
  for (const treePath of gone) tree.delete(treePath);
  return gone;
}

/** The layer that turns one tree into another. */
export function differenceOf(before: FileTree, after: FileTree): LayerFile[] {
  const changed = [...after.values()].filter((file) => before.get(file.path) !== file);
  const gone = [...before.keys()]
    .filter((path) => !after.has(path))
    .map((path) => ({ path: path.replace(/([^/]+)$/, ".wh.$1"), data: "" }));
  return [...changed, ...gone];
}

const decoder = new TextDecoder();
export const textOf = (file: LayerFile | undefined): string =>
  file === undefined ? "" : typeof file.data === "string" ? file.data : decoder.decode(file.data);

/** One pattern of a path: `*` within a part, `**` over parts, `?` for one character. */
export const globOf = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*\*\/?|\*|\?/g, (found) =>
        found.startsWith("**") ? ".*" : found === "*" ? "[^/]*" : "[^/]",
      )}(?:/.*)?$`,
  );

/** The context without what its .dockerignore names; a later line that starts with `!` brings files back. */
export function withoutIgnored(context: FileTree): FileTree {
  const rules = textOf(context.get(".dockerignore"))
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: globOf(cleanPath(line.replace(/^!/, ""))) }));
  return new Map(
    [...context].filter(([path]) => {
      const last = rules.filter(({ pattern }) => pattern.test(path)).at(-1);
      return last === undefined || last.keep;
    }),
  );
}
