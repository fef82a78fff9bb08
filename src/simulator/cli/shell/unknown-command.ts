import { resolvePath } from "../file-system.ts";
import type { Machine } from "../machine.ts";
import type { Explanation } from "../program.ts";
import { nearest } from "../nearest.ts";

/** Text of a script that is started by its path: a file that begins with `#!` and names a shell. */
export function scriptOf(machine: Machine, name: string, folder: string): string | undefined {
  const path = resolvePath(name, folder, machine.home);
  if (machine.files.stat(path)?.kind !== "file") return undefined;
  const text = machine.files.text(path);
  return /^#!.*\b(ba|da)?sh\b/.test(text) ? text : undefined;
}

/** Bash's words for a command that doesn't exist, and the program that was probably meant. */
export function unknownCommand(
  machine: Machine,
  name: string,
  folder: string,
  names: readonly string[],
  { err, explain }: { err(text: string): void; explain(explanation: Explanation): void },
): number {
  if (name.includes("/")) {
    const stat = machine.files.stat(resolvePath(name, folder, machine.home));
    const [reason, status] =
      stat === undefined
        ? (["No such file or directory", 127] as const)
        : stat.kind === "folder"
          ? (["Is a directory", 126] as const)
          : (["Permission denied", 126] as const);
    err(`bash: ${name}: ${reason}\n`);
    explain({
      code: "NotAProgram",
      text: stat
        ? `${name} is not a program: only shell scripts that begin with #! can be run.`
        : `There is no file ${name}.`,
      ...(stat?.kind === "folder" && { next: `Go there with \`cd ${name}\`.` }),
    });
    return status;
  }
  err(`bash: ${name}: command not found\n`);
  const near = nearest(name, names);
  explain({
    code: "UnknownCommand",
    text: `This machine has no program called ${name === "" ? "''" : name}.`,
    next: near === undefined ? "`help` lists the programs." : `Did you mean \`${near}\`?`,
  });
  return 127;
}
