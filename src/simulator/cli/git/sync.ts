import { resolvePath } from "../file-system.ts";
import { ExitError } from "../program.ts";
import type { GitCall } from "./git-call.ts";
import { pushCommits, readRemote, takeOver } from "./remote.ts";
import { Repository } from "./repository.ts";

/** The address of origin; ends with git's words when there is none. */
function originOf({ line }: GitCall, repository: Repository): string {
  const [name = "origin"] = line.operands;
  const { origin } = repository.state;
  if (name === "origin" && origin !== undefined) return origin;
  throw new ExitError(
    128,
    `fatal: '${name}' does not appear to be a git repository\nfatal: Could not read from remote repository.`,
    {
      code: "NoRemote",
      text: "The repository has no remote of that name.",
      next: "`git remote add origin https://github.com/OWNER/NAME.git`",
    },
  );
}

/** `git push`: sends the commits of the branch that `origin` lacks. Throws ExitError with git's words when it has others. */
export async function push(git: GitCall): Promise<number> {
  const { call, line } = git;
  const repository = git.repository();
  const origin = originOf(git, repository);
  const branch = line.operands[1] ?? repository.state.branch;
  const local = repository.state.branches[branch];
  if (local === undefined) {
    throw new ExitError(
      1,
      `error: src refspec ${branch} does not match any\nerror: failed to push some refs to '${origin}'`,
      {
        code: "NothingCommitted",
        text: `The branch ${branch} has no commit yet.`,
        next: '`git add .` and `git commit -m "first"` come first.',
      },
    );
  }
  const there = (await readRemote(call.machine, origin))?.branches[branch];
  if (there === local) {
    call.err("Everything up-to-date\n");
    return 0;
  }
  const ahead = [...repository.history(local, there)];
  if (there !== undefined && ahead.at(-1)?.parent !== there) {
    const why = repository.state.commits[there] ? "non-fast-forward" : "fetch first";
    throw new ExitError(
      1,
      `To ${origin}\n ! [rejected]        ${branch} -> ${branch} (${why})\nerror: failed to push some refs to '${origin}'`,
      {
        code: "RemoteIsAhead",
        text: "The git host has commits that this clone doesn't have.",
        next: "`git pull` first.",
      },
    );
  }
  await pushCommits(call.machine, repository, branch, ahead.reverse());
  repository.state.remotes[branch] = local;
  repository.save();
  const range = there === undefined ? " * [new branch]     " : `   ${there.slice(0, 7)}..${local.slice(0, 7)}  `;
  call.err(`To ${origin}\n${range} ${branch} -> ${branch}\n`);
  if (line.on("--set-upstream")) call.out(`branch '${branch}' set up to track 'origin/${branch}'.\n`);
  return 0;
}

/** `git pull`: fetches `origin` and moves the branch forward. Throws ExitError with git's words when both have commits of their own. */
export async function pull(git: GitCall): Promise<number> {
  const { call, line } = git;
  const repository = git.repository();
  const origin = originOf(git, repository);
  const branch = line.operands[1] ?? repository.state.branch;
  const remote = await readRemote(call.machine, origin);
  const there = remote?.branches[branch];
  if (!remote || there === undefined) throw new ExitError(1, `fatal: couldn't find remote ref ${branch}`);
  const before = repository.head;
  takeOver(repository, remote);
  if (before?.id === there || [...repository.history(before?.id)].some(({ id }) => id === there)) {
    call.out("Already up to date.\n");
    repository.save();
    return 0;
  }
  if (before && ![...repository.history(there)].some(({ id }) => id === before.id)) {
    throw new ExitError(128, "fatal: Not possible to fast-forward, aborting.", {
      code: "Diverged",
      text: "Both sides have commits that the other doesn't have, and merging is not simulated.",
      next: "Clone the repository again and make the change there.",
    });
  }
  const kept = Object.keys(before?.files ?? {});
  for (const path of kept) call.machine.files.remove(`${repository.root}/${path}`);
  repository.state.branches[branch] = there;
  const after = repository.state.commits[there]?.files ?? {};
  for (const [path, text] of Object.entries(after)) call.machine.files.write(`${repository.root}/${path}`, text);
  repository.state.staged = { ...after };
  repository.save();
  call.out(`Updating ${(before?.id ?? there).slice(0, 7)}..${there.slice(0, 7)}\nFast-forward\n`);
  return 0;
}

/** `git clone`: makes a repository with the commits and files of an address. Throws ExitError with git's words. */
export async function clone({ call, line }: GitCall): Promise<number> {
  const { machine, folder } = call;
  const [address, typedFolder] = line.operands;
  if (address === undefined) throw new ExitError(129, "fatal: You must specify a repository to clone.");
  const name =
    typedFolder ??
    address
      .replace(/\/$/, "")
      .split("/")
      .at(-1)
      ?.replace(/\.git$/, "") ??
    "";
  const root = resolvePath(name, folder, machine.home);
  if (machine.files.list(root).length > 0) {
    throw new ExitError(128, `fatal: destination path '${name}' already exists and is not an empty directory.`);
  }
  call.err(`Cloning into '${name}'...\n`);
  const remote = await readRemote(machine, address);
  if (!remote) {
    throw new ExitError(128, `remote: Repository not found.\nfatal: repository '${address}' not found`, {
      code: "NoRemoteRepository",
      text: "The simulated git host has no such repository; one comes to be with the first push.",
    });
  }
  const branch = remote.branches["main"] !== undefined ? "main" : (Object.keys(remote.branches)[0] ?? "main");
  const repository = Repository.create(machine, root, branch);
  repository.state.origin = address;
  takeOver(repository, remote);
  Object.assign(repository.state.branches, { [branch]: remote.branches[branch] ?? "" });
  for (const [path, text] of Object.entries(repository.head?.files ?? {})) machine.files.write(`${root}/${path}`, text);
  repository.state.staged = { ...repository.head?.files };
  repository.save();
  return 0;
}
