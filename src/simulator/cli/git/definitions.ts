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
  define(
    "init",
    "Make a folder a repository.",
    optional("<directory>"),
    [
      { flags: ["--initial-branch", "-b"], value: "branch", help: "Name of the first branch.", default: "main" },
      { flags: ["--quiet", "-q"], help: "Print errors only." },
    ],
    ["git init storefront"],
  ),
  define(
    "clone",
    "Copy a repository from the git host.",
    [
      { name: "<repository>", required: true },
      { name: "<directory>", required: false },
    ],
    [],
    ["git clone https://github.com/fabrikam/web.git", "git clone https://github.com/fabrikam/web.git web-copy"],
  ),
  define(
    "status",
    "Show what is staged, changed and new.",
    [],
    [{ flags: ["--short", "-s"], help: "One line per file." }],
    ["git status", "git status --short"],
  ),
  define(
    "add",
    "Stage files for the next commit.",
    [{ name: "<pathspec>", required: false, many: true, live: "file" }],
    [{ flags: ["--all", "-A"], help: "Everything in the repository." }],
    ["git add Dockerfile", "git add mychart"],
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
    ['git commit -m "Second version"', 'git commit --allow-empty -m "Build again"'],
  ),
  define(
    "push",
    "Send commits to the git host; tasks that watch the branch start.",
    [
      { name: "<remote>", required: false },
      { name: "<branch>", required: false },
    ],
    [{ flags: ["--set-upstream", "-u"], help: "Remember the remote branch." }],
    ["git push", "git push --set-upstream origin release"],
  ),
  define(
    "pull",
    "Take over the commits of the git host.",
    [
      { name: "<remote>", required: false },
      { name: "<branch>", required: false },
    ],
    [],
    ["git pull origin main"],
  ),
  define(
    "log",
    "Show the commits of the branch.",
    [],
    [
      { flags: ["--oneline"], help: "One line per commit." },
      { flags: ["--max-count", "-n"], value: "number", help: "At most this many commits." },
    ],
    ["git log --oneline", "git log -n 1"],
  ),
  define("branch", "List branches, or make one.", optional("<branch>"), [], ["git branch", "git branch search-page"]),
  define(
    "checkout",
    "Go to another branch.",
    optional("<branch>"),
    [{ flags: ["-b"], value: "branch", help: "Make it first." }],
    ["git checkout -b search-page"],
  ),
  define(
    "switch",
    "Go to another branch.",
    optional("<branch>"),
    [{ flags: ["--create", "-c"], value: "branch", help: "Make it first." }],
    ["git switch --create search-page", 'git commit -m "Second version" && git switch release'],
  ),
  define(
    "remote",
    "Show the remote, or add it: git remote add origin URL.",
    optional("<arguments>", true),
    [{ flags: ["--verbose", "-v"], help: "With the address." }],
    ["git remote --verbose", "git remote set-url origin https://github.com/fabrikam/storefront.git"],
  ),
  define(
    "config",
    "Set user.name or user.email.",
    optional("<name> <value>", true),
    [{ flags: ["--global"], help: "For every repository of this machine, which is the only way here." }],
    ["git config --global user.email learner@harbour.example"],
  ),
];
