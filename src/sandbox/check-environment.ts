import { base64 } from "@scure/base";
import * as v from "valibot";
import type { EnvironmentBackup } from "../progress/environment-backup.ts";
import { checkRow } from "../simulator/world/check-row.ts";
import { digestAlgorithm, digestOf, type Hash } from "../simulator/world/hash.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import { pageHash } from "../simulator/world/page-hash.ts";
import { readRowKey } from "../simulator/world/world.ts";
import { nameLimit } from "./handlers.ts";

const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const id = v.pipe(text(300), v.minLength(1));
const time = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const list = <S extends v.GenericSchema>(member: S) => v.pipe(v.array(member), v.maxLength(500_000));
const byKey = <S extends v.GenericSchema>(member: S) => v.record(text(300), member);

/** What was removed has null in place of a row. */
const isRow = ([key, row]: [string, unknown]): boolean => {
  const { table, segments } = readRowKey(key);
  return checkRow([table, ...segments], row).ok;
};
const changes = list(
  v.pipe(
    v.tuple([text(5000), v.unknown()]),
    v.check(([key, row]) => row === null || isRow([key, row]), "a changed row can’t be one of an environment"),
  ),
);
const rows = list(v.pipe(v.tuple([text(5000), v.unknown()]), v.check(isRow, "a row can’t be one of an environment")));

const entry = v.looseObject({
  id,
  name: v.pipe(text(nameLimit + 40), v.minLength(1)),
  template: text(300),
  profile: v.picklist(["chapter", "azure"]),
  createdAt: time,
  changedAt: time,
  commands: count,
  lesson: v.optional(
    v.object({
      walkthrough: id,
      level: v.picklist(["shown", "blanks", "alone"]),
      done: byKey(text(300)),
      predictions: byKey(count),
      completedAt: v.optional(time),
    }),
  ),
  mission: v.optional(v.object({ hints: count, completedAt: v.optional(time) })),
  exercise: v.optional(v.object({ key: text(1000), goals: list(v.object({ id, test: text(2000) })) })),
});

const step = {
  label: text(20_000),
  block: v.optional(id),
  time: v.optional(v.picklist(["jump", "clock"])),
  idle: v.optional(v.literal(true)),
  before: changes,
};

const state = v.object({
  version: v.optional(count),
  undone: list(v.object({ ...step, after: changes })),
  clock: v.object({ running: v.boolean(), speed: v.pipe(v.number(), v.minValue(0)) }),
  place: text(300),
});

const block = v.object({
  id,
  line: text(100_000),
  output: list(v.object({ stream: v.picklist(["out", "err"]), text: v.string() })),
  left: count,
  exitCode: v.optional(v.pipe(v.number(), v.integer())),
  startedAt: v.number(),
  endedAt: v.optional(v.number()),
  changes: list(v.object({ sign: v.picklist(["+", "~", "-"]), text: v.string() })),
  requests: count,
  explanation: v.optional(
    v.object({ code: v.string(), text: v.string(), fact: v.optional(v.string()), next: v.optional(v.string()) }),
  ),
  notes: list(v.object({ fact: v.string(), why: v.string() })),
  undone: v.boolean(),
  place: v.optional(text(300)),
  replies: v.optional(list(v.nullable(v.string()))),
  askedSecret: v.optional(v.literal(true)),
  interrupted: v.optional(v.literal(true)),
});

const headers = list(v.tuple([v.string(), v.string()]));
const wire = list(
  v.object({
    id,
    block: id,
    at: v.number(),
    took: v.number(),
    method: text(40),
    url: text(20_000),
    status: v.number(),
    requestBytes: v.number(),
    responseBytes: v.number(),
    region: v.optional(v.string()),
    who: v.optional(v.string()),
    why: v.optional(v.string()),
    facts: list(v.string()),
    requestHeaders: headers,
    responseHeaders: headers,
    requestBody: v.optional(v.string()),
    responseBody: v.optional(v.string()),
    bodyNote: v.optional(v.string()),
  }),
);

const schema = v.object({
  entry,
  state,
  rows,
  steps: list(v.object(step)),
  blocks: list(v.object({ block, wire })),
  snapshots: list(
    v.object({
      snapshot: v.object({ id, name: text(nameLimit), at: v.number(), takenAt: time, version: v.optional(count) }),
      rows,
    }),
  ),
});

/** Checks that an environment of a backup is one that the sandbox can open; the message of a failure says what is wrong. */
export function checkEnvironment(environment: EnvironmentBackup, hash: Hash = pageHash): Result<true, Failure> {
  const damaged = (what: string) =>
    failWith("EnvironmentDamaged", `the environment “${environment.entry.name}”: ${what}`);
  const read = v.safeParse(schema, environment, { abortEarly: true });
  if (!read.success) {
    const [issue] = read.issues;
    return damaged(`${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
  }
  if (read.output.entry.id !== environment.id) return damaged("its two ids differ");
  for (const [digest, encoded] of environment.blobs) {
    const algorithm = digestAlgorithm(digest);
    if (!algorithm || digestOf(hash, decoded(encoded), algorithm) !== digest) {
      return damaged(`the content of ${digest.slice(0, 19)} was changed`);
    }
  }
  return ok(true);
}

/** The bytes of a text in base64; none of a text that isn't. */
function decoded(encoded: string): Uint8Array {
  try {
    return base64.decode(encoded);
  } catch {
    return new Uint8Array();
  }
}
