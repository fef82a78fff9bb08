import type { FileSystem } from "../file-system.ts";
import { characterClasses, escapeRegExp } from "./regexp-source.ts";

/** Writes text so that a pattern takes it as it is. */
export const escapePattern = (text: string): string => text.replace(/[\\*?[\]]/g, "\\$&");

/** Whether a pattern names more than itself. */
export const isPattern = (pattern: string): boolean => /(^|[^\\])(\\\\)*[*?[]/.test(pattern);

/** The text that a pattern without wildcards stands for. */
export const unescapePattern = (pattern: string): string => pattern.replace(/\\(.)/gs, "$1");

/** A shell pattern as a regular expression's source; `*` and `?` stop at slashes when `path` is set. */
export function patternSource(pattern: string, { path = false, shortest = false } = {}): string {
  const any = path ? "[^/]" : "[\\s\\S]";
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "\\") source += escapeRegExp(pattern[++at] ?? "\\");
    else if (char === "*") {
      while (pattern[at + 1] === "*") at++;
      source += `${any}*${shortest ? "?" : ""}`;
    } else if (char === "?") source += any;
    else if (char === "[") {
      const found = /^\[([!^]?)(\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*)\]/s.exec(pattern.slice(at));
      if (!found || found[2] === "") {
        source += "\\[";
        continue;
      }
      const inside = (found[2] ?? "").replace(
        /\[:([a-z]+):\]|\\(.)|[\\\]^[]/gs,
        (token, name?: string, char?: string) =>
          name !== undefined ? (characterClasses[name] ?? "") : char !== undefined ? escapeRegExp(char) : `\\${token}`,
      );
      source += `[${found[1] ? "^" : ""}${inside}]`;
      at += found[0].length - 1;
    } else source += escapeRegExp(char);
  }
  return source;
}

/** A regular expression for a shell pattern; ranges that cannot be are taken as text. */
export function patternExpression(
  pattern: string,
  build: (source: string) => string = (source) => `^${source}$`,
): RegExp {
  try {
    return new RegExp(build(patternSource(pattern)));
  } catch {
    return new RegExp(build(escapeRegExp(unescapePattern(pattern))));
  }
}

export const matches = (pattern: string, text: string): boolean => patternExpression(pattern).test(text);

/** Paths that a pattern names, in order; seen from `folder`, written as the pattern is. */
export function globPaths(files: FileSystem, pattern: string, folder: string, limit: number): string[] {
  const names = pattern.split("/");
  const absolute = pattern.startsWith("/");
  let found: { typed: string; path: string }[] = [{ typed: absolute ? "/" : "", path: absolute ? "" : folder }];
  const steps = names.filter((name) => name !== "");
  for (const [index, name] of steps.entries()) {
    const last = index === steps.length - 1;
    const next: { typed: string; path: string }[] = [];
    for (const { typed, path } of found) {
      const add = (entryName: string) => {
        const whole =
          entryName === "."
            ? path || "/"
            : entryName === ".."
              ? path.slice(0, path.lastIndexOf("/"))
              : `${path}/${entryName}`;
        const stat = files.stat(whole || "/");
        if (!stat || (!last && stat.kind !== "folder")) return;
        if (next.length < limit) next.push({ typed: `${typed}${entryName}${last ? "" : "/"}`, path: whole });
      };
      if (!isPattern(name)) add(unescapePattern(name));
      else {
        const expression = patternExpression(name);
        for (const entryName of files.list(path || "/")) {
          if (entryName.startsWith(".") && !name.startsWith(".")) continue;
          if (expression.test(entryName)) add(entryName);
        }
      }
    }
    found = next;
  }
  const onlyFolders = pattern.endsWith("/");
  return found
    .filter(({ path }) => !onlyFolders || files.stat(path || "/")?.kind === "folder")
    .map(({ typed }) => (onlyFolders ? `${typed}/` : typed));
}
