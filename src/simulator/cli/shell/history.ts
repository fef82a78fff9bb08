import type { FileSystem } from "../file-system.ts";

/** Lines kept, as Debian's bash does. */
const lineLimit = 500;

/** Characters kept, so that the file stays a row of the world and costs no blob per command. */
const textLimit = 12_000;

/**
 * Lines typed, in `~/.bash_history`. What was typed stays known when a command is undone: the list in memory outlives the
 * file, and the next line rewrites it.
 */
export class History {
  private lines: string[] | undefined;

  constructor(private readonly path: string) {}

  list(files: FileSystem): readonly string[] {
    if (this.lines) return this.lines;
    const text = files.stat(this.path)?.kind === "file" ? files.text(this.path) : "";
    return (this.lines = text.split("\n").filter((line) => line !== ""));
  }

  add(files: FileSystem, line: string): void {
    const known = this.list(files);
    if (line.trim() === "" || /^\s/.test(line) || known.at(-1) === line) return;
    this.keep(files, [...known, line]);
  }

  forget(files: FileSystem): void {
    this.keep(files, []);
  }

  private keep(files: FileSystem, lines: string[]): void {
    let kept = lines.slice(-lineLimit);
    let size = 0;
    const from = kept.findLastIndex((line) => (size += line.length + 1) > textLimit);
    kept = kept.slice(from + 1);
    this.lines = kept;
    if (files.stat(this.path)?.kind !== "folder") files.write(this.path, kept.map((line) => `${line}\n`).join(""));
  }
}
