import type { CommandDefinition } from "../definition.ts";

const define = (
  name: string,
  summary: string,
  operands: CommandDefinition["operands"] = [],
  options: CommandDefinition["options"] = [],
  examples: string[] = [],
): CommandDefinition => ({ name: `git ${name}`, summary, operands, options, examples });

const optional = (name: string, many = false) => [{ name, required: false, many }];

/** What this git can do: enough to keep the source that a task builds. */
export const gitCommands: readonly CommandDefinition[] = [
  define("init", "Make a folder a repository.", optional("<directory>"), [
    { flags: ["--initial-branch", "-b"], value: "branch", help: "Name of the first branch.", default: "main" },
    { flags: ["--quiet", "-q"], help: "Print errors only." },
  ]),
  define("clone", "Copy a repository from the git host.", [
    { name: "<repository>", required: true },
    { name: "<directory>", required: false },
  ]),
  define(
    "status",
    "Show what is staged, changed and new.",
    [],
    [{ flags: ["--short", "-s"], help: "One line per file." }],
  ),
  define(
    "add",
    "Stage files for the next commit.",
    [{ name: "<pathspec>", required: false, many: true, live: "file" }],
    [{ flags: ["--all", "-A"], help: "Everything in the repository." }],
    ["git add Dockerfile"],
  ),
  define(
    "commit",
    "Record what is staged.",
    [],
    [
      { flags: ["--message", "-m"], value: "msg", help: "Message of the commit.", repeatable: true },
      { flags: ["--all", "-a"], help: "Stage changed and deleted files first." },
      { flags: ["--allow-empty"], help: "Commit although nothing changed." },
      { flags: ["--quiet", "-q"], help: "Print errors only." },
    ],
  ),
  define(
    "push",
    "Send commits to the git host; tasks that watch the branch start.",
    [
      { name: "<remote>", required: false },
      { name: "<branch>", required: false },
    ],
    [{ flags: ["--set-upstream", "-u"], help: "Remember the remote branch." }],
  ),
  define("pull", "Take over the commits of the git host.", [
    { name: "<remote>", required: false },
    { name: "<branch>", required: false },
  ]),
  define(
    "log",
    "Show the commits of the branch.",
    [],
    [
      { flags: ["--oneline"], help: "One line per commit." },
      { flags: ["--max-count", "-n"], value: "number", help: "At most this many commits." },
    ],
  ),
  define("branch", "List branches, or make one.", optional("<branch>")),
  define("checkout", "Go to another branch.", optional("<branch>"), [
    { flags: ["-b"], value: "branch", help: "Make it first." },
  ]),
  define("switch", "Go to another branch.", optional("<branch>"), [
    { flags: ["--create", "-c"], value: "branch", help: "Make it first." },
  ]),
  define("remote", "Show the remote, or add it: git remote add origin URL.", optional("<arguments>", true), [
    { flags: ["--verbose", "-v"], help: "With the address." },
  ]),
  define("config", "Set user.name or user.email.", optional("<name> <value>", true), [
    { flags: ["--global"], help: "For every repository of this machine, which is the only way here." },
  ]),
];
