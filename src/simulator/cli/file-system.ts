/** What `ls` and tools see of a path. */
export interface FileStat {
  kind: "file" | "folder";
  /** Bytes; 0 for a folder. */
  size: number;
  /** Moment of the last change. */
  modified: number;
}

/** Why a path cannot be used, worded as the C library words it. */
export class FileError extends Error {
  constructor(
    readonly path: string,
    readonly reason: "No such file or directory" | "Is a directory" | "Not a directory" | "File too large",
  ) {
    super(`${path}: ${reason}`);
  }
}

/**
 * The files of the learner's machine. Paths are absolute, with `/` between names and no `.` or `..` left (see
 * `resolvePath`). It is the only thing that the client programs remember: who is signed in, which images the docker daemon
 * holds and what a lab put there are files, so that undo, snapshots and exports cover them.
 */
export interface FileSystem {
  stat(path: string): FileStat | undefined;
  /** Names in a folder, in order; empty when there is no such folder. */
  list(folder: string): string[];
  /** Throws a FileError when there is no such file. */
  bytes(path: string): Uint8Array;
  /** The file as UTF-8 text. Throws a FileError when there is no such file. */
  text(path: string): string;
  /** Writes a whole file, and the folders above it. Throws a FileError when a folder is in its place. */
  write(path: string, content: string | Uint8Array): void;
  makeFolder(path: string): void;
  /** Removes a file, or a folder with what is in it; says whether there was one. */
  remove(path: string): boolean;
}

/** The absolute path that `path` names, seen from the folder `from`; `~` is `home`. */
export function resolvePath(path: string, from: string, home: string): string {
  const whole = path === "~" || path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
  const names: string[] = [];
  for (const name of (whole.startsWith("/") ? whole : `${from}/${whole}`).split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
}
