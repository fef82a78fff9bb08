import * as v from "valibot";
import type { ClientTables } from "./client-tables.ts";
import { count, moment, text, type RowSchemas } from "./schema-parts.ts";

/** Rows of the learner's machine. */
export const clientRows: RowSchemas<ClientTables> = {
  file: v.variant("kind", [
    v.object({ kind: v.literal("folder"), modified: moment }),
    v.object({ kind: v.literal("text"), text, modified: moment }),
    v.object({ kind: v.literal("bytes"), digest: text, size: count, modified: moment }),
  ]),
  localBlob: v.object({ size: count }),
  shell: v.object({
    folder: text,
    status: count,
    variables: v.record(v.string(), v.object({ value: v.string(), exported: v.boolean() })),
    functions: v.record(v.string(), v.string()),
    options: v.array(v.string()),
  }),
};
