/** Something wrong in a content file, at a line the writer can go to. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** Collects every problem of every file, so that a build reports them all at once. */
export class Problems {
  readonly list: Problem[] = [];

  add(file: string, line: number, message: string): void {
    this.list.push({ file, line, message });
  }

  /** One `file:line message` per problem, in reading order. */
  toString(): string {
    return [...this.list]
      .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
      .map(({ file, line, message }) => `${file}:${line} ${message}`)
      .join("\n");
  }
}
