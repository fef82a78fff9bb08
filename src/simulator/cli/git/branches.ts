import { ExitError } from "../program.ts";
import type { GitCall } from "./git-call.ts";

/** `git branch`: creates a branch at the current commit, or lists the branches. Throws ExitError with git's words. */
export function makeBranch({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const { branches, branch } = repository.state;
  const [name] = line.operands;
  if (name === undefined) {
    for (const branchName of Object.keys(branches).sort())
      call.out(`${branchName === branch ? "* " : "  "}${branchName}\n`);
    return 0;
  }
  if (branches[name] !== undefined) throw new ExitError(128, `fatal: a branch named '${name}' already exists`);
  if (!repository.head) throw new ExitError(128, `fatal: not a valid object name: '${branch}'`);
  branches[name] = repository.head.id;
  repository.save();
  return 0;
}

/** `git checkout` and `git switch`: changes the branch and its files, with `-b` or `--create` a new one. Throws ExitError with git's words. */
export function checkOut({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const { branches, branch } = repository.state;
  const flag = call.args[0] === "switch" ? "--create" : "-b";
  const made = line.text(flag);
  const name = made ?? line.operands[0];
  if (name === undefined) throw new ExitError(128, "fatal: missing branch or commit argument");
  if (name === branch) {
    call.err(`Already on '${name}'\n`);
    return 0;
  }
  if (made !== undefined) {
    if (branches[made] !== undefined) throw new ExitError(128, `fatal: a branch named '${made}' already exists`);
    if (repository.head) branches[made] = repository.head.id;
    repository.state.branch = made;
    repository.save();
    call.err(`Switched to a new branch '${made}'\n`);
    return 0;
  }
  if (branches[name] === undefined) {
    throw new ExitError(1, `error: pathspec '${name}' did not match any file(s) known to git`, {
      code: "NoBranch",
      text: `There is no branch ${name}.`,
      next: `Make it: \`git checkout -b ${name}\``,
    });
  }
  const mine = repository.workingPaths().filter((path) => {
    const staged = repository.state.staged[path];
    return staged !== undefined && repository.working(path) !== repository.head?.files[path];
  });
  if (mine.length > 0) {
    const list = mine.map((path) => `\t${path}\n`).join("");
    throw new ExitError(
      1,
      `error: Your local changes to the following files would be overwritten by checkout:\n${list}Please commit your changes or stash them before you switch branches.\nAborting`,
    );
  }
  repository.checkOut(name);
  repository.save();
  call.err(`Switched to branch '${name}'\n`);
  return 0;
}
