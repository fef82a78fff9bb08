import * as v from "valibot";
import { count, flag, moment, text, textMap, texts } from "./row-schemas.ts";
import { table } from "./table.ts";

const file = v.variant("kind", [
  v.object({ kind: v.literal("folder"), modified: moment }),
  v.object({ kind: v.literal("text"), text, modified: moment }),
  v.object({ kind: v.literal("bytes"), digest: text, size: count, modified: moment }),
]);

const shell = v.object({
  /** Absolute path of the working folder. */
  folder: text,
  /** Exit status of the last command, `$?`. */
  status: count,
  variables: v.record(text, v.object({ value: text, exported: flag })),
  /** Source of each function. */
  functions: textMap,
  /** What `set` switched on. */
  options: texts,
});

/** A file of the learner's machine. Short text is stored in the row, everything else in the blob store. */
export type ClientFile = v.InferOutput<typeof file>;

/** What the learner's shell remembers between commands. */
export type ShellRow = v.InferOutput<typeof shell>;

/** What the client programs of the learner's machine keep. It is in the world so that undo and snapshots cover it. */
export const clientTables = {
  /** By absolute path. */
  file: table(["path"], file),
  /** A layer or config that the docker daemon holds, with its size in bytes. */
  localBlob: table(["digest"], v.object({ size: count })),
  /** By name of the session. */
  shell: table(["session"], shell),
};
