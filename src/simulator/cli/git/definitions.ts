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
    "Create an empty repository in a folder.",
    optional("<directory>"),
    [
      { flags: ["--initial-branch", "-b"], value: "branch", help: "Name of the first branch.", default: "main" },
      { flags: ["--quiet", "-q"], help: "Print only errors." },
    ],
    ["git init storefront"],
  ),
  define(
    "clone",
    "Clone a repository from the Git host.",
    [
      { name: "<repository>", required: true },
      { name: "<directory>", required: false },
    ],
    [],
    ["git clone https://github.com/fabrikam/web.git", "git clone https://github.com/fabrikam/web.git web-copy"],
  ),
  define(
    "status",
    "Show staged, changed and untracked files.",
    [],
    [{ flags: ["--short", "-s"], help: "Show each file on one line." }],
    ["git status", "git status --short"],
  ),
  define(
    "add",
    "Stage files for the next commit.",
    [{ name: "<pathspec>", required: false, many: true, live: "file" }],
    [{ flags: ["--all", "-A"], help: "Stage all changes in the repository." }],
    ["git add Dockerfile", "git add mychart"],
  ),
  define(
    "commit",
    "Record the staged changes.",
    [],
    [
      { flags: ["--message", "-m"], value: "msg", help: "Commit message.", repeatable: true },
      { flags: ["--all", "-a"], help: "Stage changed and deleted files before the commit." },
      { flags: ["--allow-empty"], help: "Allow a commit without changes." },
      { flags: ["--quiet", "-q"], help: "Print only errors." },
    ],
    ['git commit -m "Second version"', 'git commit --allow-empty -m "Build again"'],
  ),
  define(
    "push",
    "Push commits to the Git host, which triggers tasks that watch the branch.",
    [
      { name: "<remote>", required: false },
      { name: "<branch>", required: false },
    ],
    [{ flags: ["--set-upstream", "-u"], help: "Set the remote branch as upstream." }],
    ["git push", "git push --set-upstream origin release"],
  ),
  define(
    "pull",
    "Pull commits from the Git host.",
    [
      { name: "<remote>", required: false },
      { name: "<branch>", required: false },
    ],
    [],
    ["git pull origin main"],
  ),
  define(
    "log",
    "Show the commits of the current branch.",
    [],
    [
      { flags: ["--oneline"], help: "Show each commit on one line." },
      { flags: ["--max-count", "-n"], value: "number", help: "Maximum number of commits." },
    ],
    ["git log --oneline", "git log -n 1"],
  ),
  define("branch", "List branches, or create one.", optional("<branch>"), [], ["git branch", "git branch search-page"]),
  define(
    "checkout",
    "Switch to another branch.",
    optional("<branch>"),
    [{ flags: ["-b"], value: "branch", help: "Create the branch first." }],
    ["git checkout -b search-page"],
  ),
  define(
    "switch",
    "Switch to another branch.",
    optional("<branch>"),
    [{ flags: ["--create", "-c"], value: "branch", help: "Create the branch first." }],
    ["git switch --create search-page", 'git commit -m "Second version" && git switch release'],
  ),
  define(
    "remote",
    "Show the remote repository, or add one: git remote add origin URL.",
    optional("<arguments>", true),
    [{ flags: ["--verbose", "-v"], help: "Show the URL too." }],
    ["git remote --verbose", "git remote set-url origin https://github.com/fabrikam/storefront.git"],
  ),
  define(
    "config",
    "Set user.name or user.email.",
    optional("<name> <value>", true),
    [
      {
        flags: ["--global"],
        help: "Apply the setting to all repositories on this machine, as the simulator always does.",
      },
    ],
    ["git config --global user.email learner@harbour.example"],
  ),
];
