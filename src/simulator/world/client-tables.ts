import type { Moment } from "./cloud-tables.ts";

/** A file of the learner's machine. Short text stands in the row, everything else in the blob store. */
export type ClientFile =
  | { kind: "folder"; modified: Moment }
  | { kind: "text"; text: string; modified: Moment }
  | { kind: "bytes"; digest: string; size: number; modified: Moment };

/** What the client programs of the learner's machine keep. It is in the world so that undo and snapshots cover it. */
export interface ClientTables {
  /** absolute path */
  file: ClientFile;
  /** digest: a layer or config that the docker daemon holds, with its size in bytes */
  localBlob: { size: number };
}
