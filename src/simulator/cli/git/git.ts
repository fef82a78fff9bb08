import type { GitCall } from "./git-call.ts";
import { readGoLine } from "../go-options.ts";
import { ExitError, type Program } from "../program.ts";
import { checkOut, makeBranch } from "./branches.ts";
import { gitCommands } from "./definitions.ts";
import { addFiles, commitStaged, configure, initialise, printLog, printStatus, remote } from "./local.ts";
import { repositoryRoot, Repository } from "./repository.ts";
import { clone, pull, push } from "./sync.ts";
import { summaries } from "../summaries.ts";

type GitHandler = (git: GitCall) => Promise<number> | number;

const handlers: Record<string, GitHandler> = {
  init: initialise,
  clone,
  status: printStatus,
  add: addFiles,
  commit: commitStaged,
  push,
  pull,
  log: printLog,
  branch: makeBranch,
  checkout: checkOut,
  switch: checkOut,
  remote,
  config: configure,
};

const usage = (): string => {
  const width = Math.max(...gitCommands.map(({ name }) => name.length - 4));
  const lines = gitCommands.map(({ name, summary }) => `   ${name.slice(4).padEnd(width)}   ${summary}`);
  return `usage: git <command> [<args>]\n\nThese commands are here:\n\n${lines.join("\n")}\n`;
};

/** git, as far as it takes to write, commit and push the source of a task. */
export const git: Program = {
  name: "git",
  summary: summaries.git,
  commands: () => gitCommands,
  async execute(call) {
    const [word, ...rest] = call.args;
    if (word === undefined || word === "--help" || word === "help") {
      call.out(usage());
      return word === undefined ? 1 : 0;
    }
    if (word === "--version" || word === "version") {
      call.out("git version 2.43.0\n");
      return 0;
    }
    const definition = gitCommands.find(({ name }) => name === `git ${word}`);
    const handler = handlers[word];
    if (!definition || !handler) {
      throw new ExitError(1, `git: '${word}' is not a git command. See 'git --help'.`, {
        code: "UnknownCommand",
        text: `git ${word} is not simulated. This git has the commands that the source of a task needs.`,
        next: "`git --help` lists its commands.",
      });
    }
    const line = readGoLine(rest, definition);
    if ("kind" in line) {
      if (line.kind === "help") {
        const options = definition.options.map(({ flags, value, help }) => {
          return `    ${flags.join(", ")}${value === undefined ? "" : ` <${value}>`}   ${help}\n`;
        });
        call.out(`usage: ${definition.name}\n\n${definition.summary}\n\n${options.join("")}`);
        return 0;
      }
      const text = line.kind === "missingValue" ? "requires a value" : "is not known";
      throw new ExitError(129, `error: option \`${line.word}' ${text}\nusage: ${definition.name}`, {
        code: "UnknownOption",
        text: `${definition.name} ${line.kind === "missingValue" ? "needs a value after" : "does not know"} ${line.word}.`,
        next: `\`${definition.name} --help\` lists its options.`,
      });
    }
    const repository = () => {
      const root = repositoryRoot(call.machine.files, call.folder);
      if (root !== undefined) return Repository.open(call.machine, root);
      throw new ExitError(128, "fatal: not a git repository (or any of the parent directories): .git", {
        code: "NoRepository",
        text: "This folder is not part of a repository.",
        next: "Make it one with `git init`, or copy one with `git clone`.",
      });
    };
    return handler({ call, line, repository });
  },
};
