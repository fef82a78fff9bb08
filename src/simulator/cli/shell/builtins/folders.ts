import { resolvePath } from "../../file-system.ts";
import { ExitError } from "../../program.ts";
import type { Builtin } from "../builtin.ts";

export const cd: Builtin = {
  definition: {
    name: "cd",
    summary: "Change to another folder (default: the home folder).",
    operands: [{ name: "FOLDER", required: false, live: "folder" }],
    options: [],
    examples: ["cd app"],
  },
  execute({ args, state, machine, out }) {
    const words = args.filter((word) => word !== "--");
    if (words.length > 1) throw new ExitError(1, "bash: cd: too many arguments");
    const [word = state.get("HOME") ?? machine.home] = words;
    const target = word === "-" ? state.get("OLDPWD") : word;
    if (target === undefined) throw new ExitError(1, "bash: cd: OLDPWD not set");
    const path = resolvePath(target, state.folder, machine.home);
    const stat = path === "/" ? { kind: "folder" } : machine.files.stat(path);
    if (stat?.kind !== "folder") {
      const reason = stat ? "Not a directory" : "No such file or directory";
      throw new ExitError(1, `bash: cd: ${target}: ${reason}`, {
        code: "NoFolder",
        text: stat ? `${target} is a file.` : `There is no folder ${target} in ${state.folder}.`,
        next: "`ls` lists them.",
      });
    }
    state.set("OLDPWD", state.folder);
    state.set("PWD", path);
    state.folder = path;
    if (word === "-") out(`${path}\n`);
    return 0;
  },
};

export const pwd: Builtin = {
  alsoProgram: true,
  definition: { name: "pwd", summary: "Print the working folder.", options: [] },
  execute({ state, out }) {
    out(`${state.folder}\n`);
    return 0;
  },
};
