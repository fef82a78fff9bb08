import { substitute } from "../build/dockerfile.ts";
import { cleanPath, textOf, type FileTree } from "../build/file-tree.ts";
import { runScript, runWords, type CommandResult, type Programs } from "../build/run-command.ts";

export interface ContainerResult {
  /** Exit code of `docker run`: that of the container, 127 when its program is not there. */
  exitCode: number;
  output: string[];
  /** Seconds that the programs took by themselves. */
  seconds: number;
}

const shells = new Set(["sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"]);
/** Entry points that hand their arguments on when these name a program. */
const passing = /(^|\/)docker-entrypoint\.sh$/;

/**
 * Executes a command line on the files of a container. Programs of an image are not run, except for a small shell with a
 * handful of commands, scripts that are in the files, and programs of the catalog, which print their text.
 */
export function runContainer(
  tree: FileTree,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  folder: string,
): ContainerResult {
  const variables = new Map(Object.entries(env));
  let seconds = 0;
  const programs: Programs = {
    sleep: ([time = ""]) => {
      const [, count, unit = "s"] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(time) ?? [];
      if (count === undefined) return { exitCode: 1, output: [`sleep: invalid number '${time}'`] };
      seconds += Number(count) * (unit === "h" ? 3600 : unit === "m" ? 60 : 1);
      return { exitCode: 0, output: [] };
    },
    pwd: () => ({ exitCode: 0, output: [folder === "" ? "/" : folder] }),
    env: () => ({ exitCode: 0, output: [...variables].map(([name, value]) => `${name}=${value}`) }),
    printenv: ([name]) =>
      name === undefined
        ? { exitCode: 0, output: [...variables].map(([key, value]) => `${key}=${value}`) }
        : variables.has(name)
          ? { exitCode: 0, output: [variables.get(name) ?? ""] }
          : { exitCode: 1, output: [] },
  };
  const script = (text: string): CommandResult => runScript(tree, substitute(text, variables), folder, programs);
  const execute = (words: readonly string[]): CommandResult => {
    const [program = "", ...rest] = words;
    if (passing.test(program)) return execute(rest);
    const flags = rest[0] ?? "";
    if (shells.has(program) && /^-\w*c$/.test(flags)) return script(rest[1] ?? "");
    if (shells.has(program)) {
      // A shell that gets no command ends at once, for its input is empty.
      if (rest.length === 0) return { exitCode: 0, output: [] };
      const file = tree.get(cleanPath(flags, folder));
      if (!file) return { exitCode: 127, output: [`${program}: can't open '${flags}': No such file or directory`] };
      return script(textOf(file));
    }
    const file = program.includes("/") ? tree.get(cleanPath(program, folder)) : undefined;
    // Without a shell, `>` is a word like any other.
    const echo = (said: readonly string[]): CommandResult => ({ exitCode: 0, output: [said.join(" ")] });
    if (!file) return runWords(tree, words, folder, { ...programs, echo });
    const text = textOf(file);
    return text.startsWith("#!") ? script(text) : { exitCode: 0, output: [text.replace(/\n$/, "")] };
  };
  const { exitCode, output } = execute(command);
  return { exitCode, output, seconds };
}
