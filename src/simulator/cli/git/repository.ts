import { digestOf, type Hash } from "../../world/hash.ts";
import type { FileSystem } from "../file-system.ts";
import { resolvePath } from "../file-system.ts";
import type { Machine } from "../machine.ts";

/** A commit with all its files. */
export interface Commit {
  /** Forty hexadecimal digits of a SHA-256; real git has SHA-1. */
  id: string;
  parent: string | null;
  message: string;
  author: string;
  /** Moment of the commit, in milliseconds of the epoch. */
  at: number;
  /** Text by path. */
  files: Record<string, string>;
}

interface State {
  branch: string;
  /** Commit by branch; a branch without commits is not here. */
  branches: Record<string, string>;
  /** What `origin` had when it was last asked, by branch. */
  remotes: Record<string, string>;
  commits: Record<string, Commit>;
  /** Text by path as staged; what the next commit holds. */
  staged: Record<string, string>;
  origin?: string;
}

const stateFile = ".git/drydock.json";

const userFile = ({ home }: Machine): string => `${home}/.gitconfig`;

/** Returns who commits: the user that `git config --global` set, otherwise the learner. */
export function readUser(machine: Machine): { name: string; email: string } {
  const path = userFile(machine);
  const text = machine.files.stat(path) ? machine.files.text(path) : "";
  const value = (key: string) => new RegExp(`^\\s*${key} = (.*)$`, "m").exec(text)?.[1];
  return { name: value("name") ?? "Learner", email: value("email") ?? "learner@harbour.example" };
}

/** Changes the user in ~/.gitconfig; members that are left out stay. */
export function writeUser(machine: Machine, change: { name?: string; email?: string }): void {
  const { name, email } = { ...readUser(machine), ...change };
  machine.files.write(userFile(machine), `[user]\n\tname = ${name}\n\temail = ${email}\n`);
}

/** Returns the root folder of the repository that a folder belongs to; undefined outside repositories. Paths are absolute. */
export function repositoryRoot(files: FileSystem, folder: string): string | undefined {
  for (let at = folder; ; at = at.slice(0, at.lastIndexOf("/"))) {
    if (files.stat(`${at}/${stateFile}`)) return at;
    if (at === "") return undefined;
  }
}

/** Identity of a commit, made from all that it holds. */
const commitId = (hash: Hash, commit: Omit<Commit, "id">): string =>
  digestOf(hash, new TextEncoder().encode(JSON.stringify(commit))).slice(7, 47);

/** A repository in a folder of the machine. Its objects are kept in one file below .git. */
export class Repository {
  private constructor(
    private readonly machine: Machine,
    readonly root: string,
    readonly state: State,
  ) {}

  static create(machine: Machine, root: string, branch = "main"): Repository {
    const made = new Repository(machine, root, { branch, branches: {}, remotes: {}, commits: {}, staged: {} });
    made.save();
    return made;
  }

  static open(machine: Machine, root: string): Repository {
    return new Repository(machine, root, JSON.parse(machine.files.text(`${root}/${stateFile}`)) as State);
  }

  save(): void {
    const { files } = this.machine;
    files.write(`${this.root}/${stateFile}`, JSON.stringify(this.state));
    files.write(`${this.root}/.git/HEAD`, `ref: refs/heads/${this.state.branch}\n`);
    const origin = this.state.origin === undefined ? "" : `[remote "origin"]\n\turl = ${this.state.origin}\n`;
    files.write(`${this.root}/.git/config`, `[core]\n\tbare = false\n${origin}`);
  }

  get head(): Commit | undefined {
    return this.state.commits[this.state.branches[this.state.branch] ?? ""];
  }

  /** Paths of the files in the working folder, without .git. */
  workingPaths(below = ""): string[] {
    const { files } = this.machine;
    return files.list(below === "" ? this.root : `${this.root}/${below}`).flatMap((name) => {
      const path = below === "" ? name : `${below}/${name}`;
      if (path === ".git") return [];
      return files.stat(`${this.root}/${path}`)?.kind === "folder" ? this.workingPaths(path) : [path];
    });
  }

  working(path: string): string | undefined {
    const full = `${this.root}/${path}`;
    return this.machine.files.stat(full)?.kind === "file" ? this.machine.files.text(full) : undefined;
  }

  /** The path of a name on the command line within the repository; undefined when it is outside. */
  pathOf(name: string, folder: string): string | undefined {
    const full = resolvePath(name, folder, this.machine.home);
    if (full === this.root) return "";
    return full.startsWith(`${this.root}/`) ? full.slice(this.root.length + 1) : undefined;
  }

  /** Stages what is at or below a path, removals included; false when nothing is there and nothing was. */
  stage(path: string): boolean {
    const within = (name: string) => path === "" || name === path || name.startsWith(`${path}/`);
    const here = this.workingPaths().filter(within);
    const gone = Object.keys(this.state.staged).filter((name) => within(name) && this.working(name) === undefined);
    for (const name of here) this.state.staged[name] = this.working(name) ?? "";
    for (const name of gone) delete this.state.staged[name];
    return here.length + gone.length > 0 || path === "";
  }

  /** Commits what is staged. */
  commit(message: string): Commit {
    const { branch } = this.state;
    const { name, email } = readUser(this.machine);
    const body = {
      parent: this.head?.id ?? null,
      message,
      author: `${name} <${email}>`,
      at: this.machine.now(),
      files: { ...this.state.staged },
    };
    const commit = { id: commitId(this.machine.hash, body), ...body };
    this.state.commits[commit.id] = commit;
    this.state.branches[branch] = commit.id;
    return commit;
  }

  /** The commits of a branch from the newest back to, and without, `until`. */
  *history(from: string | undefined, until?: string): Generator<Commit> {
    for (let id = from ?? null; id !== null && id !== until;) {
      const commit: Commit | undefined = this.state.commits[id];
      if (!commit) return;
      yield commit;
      id = commit.parent;
    }
  }

  /** Puts the files of a commit in the working folder in place of those of the present one. */
  checkOut(branch: string): void {
    const before = this.head?.files ?? {};
    this.state.branch = branch;
    const after = this.head?.files ?? before;
    for (const path of Object.keys(before))
      if (after[path] === undefined) this.machine.files.remove(`${this.root}/${path}`);
    for (const [path, text] of Object.entries(after)) {
      if (before[path] !== text) this.machine.files.write(`${this.root}/${path}`, text);
    }
    this.state.staged = { ...after };
  }
}

/** How a file differs, in the words of `git status`. */
export type Change = "new file" | "modified" | "deleted";

/** Returns how files differ from earlier ones, by path in order. Both are text by path. */
export function changes(before: Record<string, string>, after: Record<string, string>): [string, Change][] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path): [string, Change][] => {
    if (before[path] === undefined) return [[path, "new file"]];
    if (after[path] === undefined) return [[path, "deleted"]];
    return before[path] === after[path] ? [] : [[path, "modified"]];
  });
}
