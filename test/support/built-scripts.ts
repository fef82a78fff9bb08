import { readFileSync } from "node:fs";
import { join } from "node:path";

const importsOf = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((match) => `assets/${match[1] ?? ""}`);

/** Files that a script of a build imports itself. */
export const importedBy = (dist: string, file: string): string[] =>
  importsOf(readFileSync(join(dist, file), "utf8"), /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);

/** Files that load with a script of a build, itself included: all that it imports, directly or not. */
export function loadedWith(dist: string, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const name of importedBy(dist, file)) loadedWith(dist, name, seen);
  return seen;
}

/** Files that a script of a build, or one that loads with it, may load later. */
export const loadedLater = (dist: string, file: string): string[] =>
  [...loadedWith(dist, file)].flatMap((loaded) =>
    importsOf(readFileSync(join(dist, loaded), "utf8"), /import\(\s*["'`]\.\/([^"'`]+\.js)["'`]/g),
  );

/** Files that a page names in its HTML, below the root. */
export function named(html: string, tag: RegExp): string[] {
  return [...html.matchAll(tag)].map((match) => (match[1] ?? "").replace(/^(\.\.?\/)+|^\//, ""));
}

/** The scripts that a page starts with: the boot file asks for them. */
export const startingScripts = (html: string): string[] => [
  ...named(html, /\sdata-(?:simulator|app)="([^"]+\.js)"/g),
  ...named(/\sdata-scripts="([^"]*)"/.exec(html)?.[1] ?? "", /(\S+)/g),
];
