import { ExitError } from "../program.ts";
import { resolvePath } from "../file-system.ts";
import type { GitCall } from "./git-call.ts";
import { changes, readUser, Repository, repositoryRoot, writeUser, type Change, type Commit } from "./repository.ts";

/** `git init`: makes a repository in the working folder, or in the folder that the line names. */
export function initialise({ call, line }: GitCall): number {
  const { machine } = call;
  const root = resolvePath(line.operands[0] ?? ".", call.folder, machine.home);
  const again = repositoryRoot(machine.files, root) === root;
  if (!again) Repository.create(machine, root, line.text("--initial-branch"));
  const verb = again ? "Reinitialized existing" : "Initialized empty";
  if (!line.on("--quiet")) call.out(`${verb} Git repository in ${root}/.git/\n`);
  return 0;
}

const workingFiles = (repository: Repository): Record<string, string> =>
  Object.fromEntries(repository.workingPaths().map((path) => [path, repository.working(path) ?? ""]));

const letter: Record<Change, string> = { "new file": "A", modified: "M", deleted: "D" };

/** `git status`, long or with `--short`. */
export function printStatus({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const { staged, branch } = repository.state;
  const working = workingFiles(repository);
  const toCommit = changes(repository.head?.files ?? {}, staged);
  const notStaged = changes(staged, working).filter(([, change]) => change !== "new file");
  const untracked = changes(staged, working).filter(([, change]) => change === "new file");
  if (line.on("--short")) {
    for (const [path, change] of toCommit) call.out(`${letter[change]}  ${path}\n`);
    for (const [path, change] of notStaged) call.out(` ${letter[change]} ${path}\n`);
    for (const [path] of untracked) call.out(`?? ${path}\n`);
    return 0;
  }
  const block = (title: string, rows: string[]) =>
    rows.length === 0 ? "" : `${title}\n${rows.map((row) => `\t${row}\n`).join("")}\n`;
  const named = ([path, change]: [string, Change]) => `${`${change}:`.padEnd(12)}${path}`;
  call.out(`On branch ${branch}\n${repository.head ? "" : "\nNo commits yet\n\n"}`);
  call.out(block("Changes to be committed:", toCommit.map(named)));
  call.out(block("Changes not staged for commit:", notStaged.map(named)));
  call.out(
    block(
      "Untracked files:",
      untracked.map(([path]) => path),
    ),
  );
  if (toCommit.length === 0) {
    call.out(
      notStaged.length > 0
        ? 'no changes added to commit (use "git add" and/or "git commit -a")\n'
        : untracked.length > 0
          ? 'nothing added to commit but untracked files present (use "git add" to track)\n'
          : "nothing to commit, working tree clean\n",
    );
  }
  return 0;
}

/** `git add`: stages files and folders. Throws ExitError with git's words for a path that matches nothing. */
export function addFiles({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const paths = line.on("--all") ? [repository.root] : line.operands;
  if (paths.length === 0) {
    throw new ExitError(0, "Nothing specified, nothing added.\nhint: Maybe you wanted to say 'git add .'?");
  }
  for (const name of paths) {
    const path = repository.pathOf(name, call.folder);
    if (path === undefined)
      throw new ExitError(128, `fatal: ${name}: '${name}' is outside repository at '${repository.root}'`);
    if (!repository.stage(path)) throw new ExitError(128, `fatal: pathspec '${name}' did not match any files`);
  }
  repository.save();
  return 0;
}

/** `git commit`: commits what is staged, and returns 1 when nothing is. Throws ExitError with git's words for an empty message. */
export function commitStaged({ call, line, repository: open }: GitCall): number {
  const repository = open();
  if (line.on("--all")) {
    for (const path of Object.keys(repository.state.staged)) repository.stage(path);
  }
  const before = repository.head;
  const rows = changes(before?.files ?? {}, repository.state.staged);
  if (rows.length === 0 && !line.on("--allow-empty")) {
    call.out(`On branch ${repository.state.branch}\nnothing to commit, working tree clean\n`);
    return 1;
  }
  const message = line.texts("--message").join("\n\n");
  if (message.trim() === "") {
    throw new ExitError(1, "Aborting commit due to empty commit message.", {
      code: "NoMessage",
      text: "No editor is started here, so the message has to be on the line.",
      next: '`git commit -m "what changed"`',
    });
  }
  const commit = repository.commit(message);
  repository.save();
  if (line.on("--quiet")) return 0;
  const root = before ? "" : " (root-commit)";
  call.out(`[${repository.state.branch}${root} ${commit.id.slice(0, 7)}] ${message.split("\n")[0]}\n`);
  call.out(` ${rows.length} file${rows.length === 1 ? "" : "s"} changed\n`);
  for (const [path, change] of rows) {
    if (change !== "modified") call.out(` ${change === "new file" ? "create" : "delete"} mode 100644 ${path}\n`);
  }
  return 0;
}

/** A date as git prints it, in UTC. */
function gitDate(at: number): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = new Date(at)
    .toUTCString()
    .replace(",", "")
    .split(" ");
  return `${weekday} ${month} ${Number(day)} ${time} ${year} +0000`;
}

/** `git log`, newest first. Throws ExitError with git's words before the first commit. */
export function printLog({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const { head } = repository;
  const { branch } = repository.state;
  if (!head) throw new ExitError(128, `fatal: your current branch '${branch}' does not have any commits yet`);
  const limit = Number(line.text("--max-count") ?? Number.POSITIVE_INFINITY);
  const commits: Commit[] = [];
  for (const commit of repository.history(head.id)) if (commits.length < limit) commits.push(commit);
  const blocks = commits.map(({ id, author, at, message }) =>
    line.on("--oneline")
      ? `${id.slice(0, 7)} ${message.split("\n")[0]}\n`
      : `commit ${id}\nAuthor: ${author}\nDate:   ${gitDate(at)}\n\n${message.replace(/^/gm, "    ")}\n`,
  );
  call.out(blocks.join(line.on("--oneline") ? "" : "\n"));
  return 0;
}

/** `git remote`: shows, adds or changes `origin`, the only remote there can be. */
export function remote({ call, line, repository: open }: GitCall): number {
  const repository = open();
  const [action, name, address] = line.operands;
  const { origin } = repository.state;
  if (action === undefined) {
    const text = line.on("--verbose") ? `origin\t${origin} (fetch)\norigin\t${origin} (push)\n` : "origin\n";
    if (origin !== undefined) call.out(text);
    return 0;
  }
  if (!["add", "set-url"].includes(action) || name !== "origin" || address === undefined) {
    throw new ExitError(129, "usage: git remote add origin <url>\n   or: git remote set-url origin <url>", {
      code: "OneRemote",
      text: "This git keeps one remote, called origin.",
    });
  }
  if (action === "add" && origin !== undefined) throw new ExitError(3, "error: remote origin already exists.");
  repository.state.origin = address;
  repository.save();
  return 0;
}

/** `git config`: reads and sets user.name and user.email. */
export function configure({ call, line }: GitCall): number {
  const [key, value] = line.operands;
  const field = key === "user.name" ? "name" : key === "user.email" ? "email" : undefined;
  if (field === undefined) {
    throw new ExitError(1, `error: key does not contain a section: ${key ?? ""}`, {
      code: "UnknownSetting",
      text: "Here only user.name and user.email can be set.",
    });
  }
  if (value === undefined) call.out(`${readUser(call.machine)[field]}\n`);
  else writeUser(call.machine, { [field]: value });
  return 0;
}
