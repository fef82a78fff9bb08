import type { Moment } from "./cloud-tables.ts";

/** A file of the learner's machine. Short text is stored in the row, everything else in the blob store. */
export type ClientFile =
  | { kind: "folder"; modified: Moment }
  | { kind: "text"; text: string; modified: Moment }
  | { kind: "bytes"; digest: string; size: number; modified: Moment };

/** What the learner's shell remembers between commands. */
export interface ShellRow {
  /** Absolute path of the working folder. */
  folder: string;
  /** Exit status of the last command, `$?`. */
  status: number;
  variables: Record<string, { value: string; exported: boolean }>;
  /** Source of each function. */
  functions: Record<string, string>;
  /** What `set` switched on. */
  options: string[];
}

/** What the client programs of the learner's machine keep. It is in the world so that undo and snapshots cover it. */
export interface ClientTables {
  /** absolute path */
  file: ClientFile;
  /** digest: a layer or config that the docker daemon holds, with its size in bytes */
  localBlob: { size: number };
  /** name of the session */
  shell: ShellRow;
}
