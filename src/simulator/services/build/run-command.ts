import { availablePackages } from "../../images/catalogue.ts";
import { databasePath, writeDatabase, type DatabaseFormat } from "../../images/package-database.ts";
import { readApkDatabase, readDpkgStatus, readOsRelease } from "../../scanning/packages.ts";
import { wordsOf } from "./dockerfile.ts";
import { cleanPath, removeBelow, textOf, type FileTree } from "./file-tree.ts";

export interface CommandResult {
  exitCode: number;
  output: string[];
}

const done = (...output: string[]): CommandResult => ({ exitCode: 0, output });
const failed = (exitCode: number, ...output: string[]): CommandResult => ({ exitCode, output });

/** Programs that a place has beside those of every place: their arguments in, exit code and output out. */
export type Programs = Readonly<Record<string, (words: readonly string[]) => CommandResult>>;

/** Runs a shell line on the files of an image: commands joined by `&&`, `||` and `;`. */
export const runShell = (tree: FileTree, line: string, folder: string): CommandResult =>
  runLine(tree, line, folder, {});

/** Runs the lines of a script in order; `exit` ends it, and its exit code is that of the last command. */
export function runScript(tree: FileTree, script: string, folder: string, programs: Programs): CommandResult {
  const lines = script
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .filter((line) => !/^\s*(#|$)/.test(line));
  let exitCode = 0;
  const output: string[] = [];
  for (const line of lines) {
    const result = runLine(tree, line, folder, programs);
    output.push(...result.output);
    exitCode = result.exitCode;
    if (result.isOver) break;
  }
  return { exitCode, output };
}

function runLine(
  tree: FileTree,
  line: string,
  folder: string,
  programs: Programs,
): CommandResult & { isOver?: boolean } {
  const tokens = line.split(/\s*(&&|\|\||;)\s*(?=(?:[^"']*["'][^"']*["'])*[^"']*$)/);
  let result = done();
  const output: string[] = [];
  let operator = ";";
  for (const [index, part] of tokens.entries()) {
    if (index % 2 === 1) {
      operator = part;
      continue;
    }
    if (part.trim() === "" || (operator === "&&" && result.exitCode !== 0)) continue;
    if (operator === "||" && result.exitCode === 0) continue;
    const words = wordsOf(part);
    if (words[0] === "exit") return { exitCode: Number(words[1] ?? result.exitCode), output, isOver: true };
    result = runWords(tree, words, folder, programs);
    output.push(...result.output);
  }
  return { exitCode: result.exitCode, output };
}

/** Runs one command, given as its words. */
export function runWords(
  tree: FileTree,
  words: readonly string[],
  folder: string,
  programs: Programs = {},
): CommandResult {
  const [command = "", ...rest] = words;
  const plain = rest.filter((word) => !word.startsWith("-"));
  if (Object.hasOwn(programs, command)) return programs[command]?.(rest) ?? done();
  switch (command) {
    case "true":
    case ":":
    case "mkdir":
    case "sync":
      // A layer holds files; an empty folder leaves no trace in it.
      return done();
    case "false":
      return failed(1);
    case "echo":
      return echo(tree, rest, folder);
    case "rm":
      for (const path of plain) removeBelow(tree, cleanPath(path.replace(/\/\*$/, ""), folder));
      return done();
    case "cat": {
      const missing = plain.find((path) => !tree.has(cleanPath(path, folder)));
      if (missing !== undefined) return failed(1, `cat: can't open '${missing}': No such file or directory`);
      return done(...plain.map((path) => textOf(tree.get(cleanPath(path, folder))).replace(/\n$/, "")));
    }
    case "apk":
      return packages(tree, "apk", rest[0] === "add" ? "install" : (rest[0] ?? ""), plain.slice(1));
    case "apt-get":
    case "apt":
      return packages(tree, "dpkg", plain[0] ?? "", plain.slice(1));
    default:
      return failed(127, `not simulated: the agent does not run '${command}'`);
  }
}

function echo(tree: FileTree, rest: readonly string[], folder: string): CommandResult {
  const at = rest.findIndex((word) => word === ">" || word === ">>");
  const text = (at < 0 ? rest : rest.slice(0, at)).join(" ");
  if (at < 0) return done(text);
  const path = cleanPath(rest[at + 1] ?? "", folder);
  const before = rest[at] === ">>" ? textOf(tree.get(path)) : "";
  tree.set(path, { path, data: `${before}${text}\n` });
  return done();
}

/** A package manager: what it installs or takes away is written to the image's own package database. */
function packages(tree: FileTree, format: DatabaseFormat, action: string, names: readonly string[]): CommandResult {
  const path = databasePath[format];
  const database = tree.get(path);
  const release = readOsRelease(textOf(tree.get("etc/os-release")));
  if (!database || !release) return failed(127, `/bin/sh: ${format === "apk" ? "apk" : "apt-get"}: not found`);
  if (["update", "upgrade", "clean", "autoremove"].includes(action) && names.length === 0) return done();
  const text = textOf(database);
  const installed = new Map(
    (format === "apk" ? readApkDatabase(text) : readDpkgStatus(text)).map((installedPackage) => [
      installedPackage.name,
      installedPackage,
    ]),
  );
  const offered = availablePackages(release.id, release.release);
  const output: string[] = [];
  for (const requirement of names) {
    const [name = "", version] = requirement.split(/[=~]+/);
    if (["del", "remove", "purge"].includes(action)) {
      installed.delete(name);
      continue;
    }
    if (action !== "install") return failed(127, `not simulated: the package manager's '${action}'`);
    const found = offered.find(
      (candidate) => candidate.name === name && (version === undefined || candidate.version === version),
    );
    if (!found && version === undefined && installed.has(name)) continue;
    if (!found) {
      return format === "apk"
        ? failed(1, "ERROR: unable to select packages:", `  ${requirement} (no such package)`)
        : failed(
            100,
            version ? `E: Version '${version}' for '${name}' was not found` : `E: Unable to locate package ${name}`,
          );
    }
    installed.set(name, found);
    output.push(
      format === "apk" ? `Installing ${name} (${found.version})` : `Setting up ${name} (${found.version}) ...`,
    );
  }
  tree.set(path, { path, data: writeDatabase(format, [...installed.values()]) });
  return done(...output);
}
