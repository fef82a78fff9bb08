import { home } from "../simulator/cli/create-machine.ts";
import { FileError, resolvePath, type FileSystem } from "../simulator/cli/file-system.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import { tilde } from "./home-path.ts";

/** A file or folder of the learner's machine, as a line of a list. */
export interface FileEntry {
  path: string;
  name: string;
  kind: "file" | "folder";
  /** Bytes of a file. */
  size: number;
  /** What programs keep for themselves: hidden folders, and the shell's history. */
  hidden: boolean;
}

/** A file as the editor opens it. */
export interface FileContent {
  path: string;
  size: number;
  /** Virtual time of the last change. */
  modified: number;
  /** Lines end with a line feed alone, whatever the file has. Left out when it is no text to edit; `why` says so. */
  text?: string;
  why?: "binary" | "large";
}

/** Characters of text that the editor takes; a text box with more is slow to type in. */
export const editLimit = 100_000;

const nameLimit = 255;
const pathLimit = 4096;

const isHidden = (name: string, kind: FileEntry["kind"]): boolean =>
  name.startsWith(".") && (kind === "folder" || name.endsWith("_history"));

/** What a folder holds, folders first; the home folder where none is named. Undefined when it is not there. */
export function filesIn(files: FileSystem, folder: string = home): FileEntry[] | undefined {
  if (files.stat(folder)?.kind !== "folder") return undefined;
  return files
    .list(folder)
    .flatMap((name): FileEntry[] => {
      const path = `${folder}/${name}`;
      const stat = files.stat(path);
      return stat ? [{ path, name, kind: stat.kind, size: stat.size, hidden: isHidden(name, stat.kind) }] : [];
    })
    .sort((a, b) => Number(b.kind === "folder") - Number(a.kind === "folder"));
}

const textOf = (bytes: Uint8Array): string | undefined => {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
};

/** A file for the editor; undefined when there is none. */
export function fileAt(files: FileSystem, path: string): FileContent | undefined {
  const stat = files.stat(path);
  if (stat?.kind !== "file") return undefined;
  const { size, modified } = stat;
  if (size > editLimit * 4) return { path, size, modified, why: "large" };
  const text = textOf(files.bytes(path));
  if (text === undefined) return { path, size, modified, why: "binary" };
  if (text.length > editLimit) return { path, size, modified, why: "large" };
  return { path, size, modified, text: text.replaceAll("\r\n", "\n") };
}

/** Returns the path that a typed name stands for, seen from the home folder, if a file can be put there. */
export function newPath(files: FileSystem, typed: string): Result<string, Failure> {
  const bad = (message: string) => failWith("BadName", message);
  const text = typed.trim();
  if (text === "" || text === "~") return bad("Give the file a name.");
  if (/\p{Cc}/u.test(text)) return bad("A file name can't contain control characters.");
  if (text.endsWith("/")) return bad(`${text} is a folder. Add a file name.`);
  const path = resolvePath(text, home, home);
  if (!path.startsWith(`${home}/`)) return bad(`You can create files in your home folder only; ${path} is outside it.`);
  const bytes = (part: string): number => new TextEncoder().encode(part).length;
  if (path.split("/").some((name) => bytes(name) > nameLimit) || bytes(path) > pathLimit) {
    return bad(`The name is too long: a name has at most ${nameLimit} bytes, a whole path ${pathLimit}.`);
  }
  const names = path.slice(1).split("/");
  for (let count = 1; count < names.length; count++) {
    const above = `/${names.slice(0, count).join("/")}`;
    if (files.stat(above)?.kind === "file") return bad(`${tilde(above)} is a file, so it can't contain other files.`);
  }
  if (files.stat(path)) return bad(`A file or folder named ${tilde(path)} already exists.`);
  return ok(path);
}

/** Writes an edited text, with the line ends that the file has. Throws a FileError when the path is a folder. */
export function saveText(files: FileSystem, path: string, text: string): void {
  const before = files.stat(path)?.kind === "file" ? textOf(files.bytes(path)) : undefined;
  const hasReturns = before !== undefined && before.includes("\r\n") && !/[^\r]\n/.test(before);
  files.write(path, hasReturns ? text.replaceAll("\n", "\r\n") : text);
}

/** Puts a file under another name. */
export function moveFile(files: FileSystem, from: string, to: string): void {
  if (files.stat(from)?.kind !== "file") throw new FileError(from, "No such file or directory");
  files.write(to, files.bytes(from));
  files.remove(from);
}
