import * as v from "valibot";
import { digestOf, type Hash } from "./hash.ts";
import { fail, ok, type Result } from "./result.ts";
import { readRowKey, World, type TableName } from "./world.ts";

/** How many segments name a row of each table. A world file with another table or another key is refused. */
const keySegments: Record<TableName, number> = {
  settings: 0,
  now: 0,
  serial: 0,
  queue: 2,
  group: 1,
  principal: 1,
  principalNamed: 2,
  memberOf: 2,
  roleAssignment: 1,
  assignmentOf: 2,
  customRole: 1,
  operation: 1,
  resource: 1,
  defenderPlan: 1,
  registry: 1,
  replication: 2,
  webhook: 2,
  webhookDelivery: 3,
  token: 2,
  scopeMap: 2,
  privateEndpointConnection: 2,
  cacheRule: 2,
  credentialSet: 2,
  agentPool: 2,
  connectedRegistry: 2,
  repository: 2,
  manifest: 3,
  tag: 3,
  tagOf: 4,
  referrer: 4,
  blob: 2,
  blobIn: 3,
  usedBy: 4,
  manifestIn: 3,
  usage: 1,
  upload: 2,
  pending: 5,
  queuedCopy: 3,
  copyLane: 2,
  deletedManifest: 3,
  deletedTag: 3,
  task: 2,
  taskBase: 2,
  taskTimer: 3,
  run: 2,
  runCount: 1,
  sourceUpload: 1,
  git: 1,
  scan: 3,
  trust: 2,
  listener: 1,
  fault: 2,
  webhookRate: 2,
  clusterObject: 4,
  devopsProject: 1,
  pipeline: 2,
  serviceConnection: 2,
  pipelineRun: 2,
};

const version = 1;
/** Characters of a world file that is read at all. */
const sizeLimit = 512 * 2 ** 20;

const fileSchema = v.strictObject({
  format: v.literal("drydock-world"),
  version: v.number(),
  checksum: v.string(),
  rows: v.array(v.tuple([v.array(v.string()), v.unknown()])),
});

const encoder = new TextEncoder();
const checksumOf = (hash: Hash, rows: unknown): string => digestOf(hash, encoder.encode(JSON.stringify(rows)));

/** A world as text: its rows in key order, with a checksum. The bytes of blobs are kept beside it. */
export function exportWorld(hash: Hash, world: World): string {
  const rows = [...world.entries()].map(([key, row]) => {
    const { table, segments } = readRowKey(key);
    return [[table, ...segments], row];
  });
  return JSON.stringify({ format: "drydock-world", version, checksum: checksumOf(hash, rows), rows });
}

const damaged = (message: string, next: string) => fail({ code: "WorldFileInvalid", status: 400, message, next });

/** Reads a world file. Anything wrong with it is said, and nothing is taken from it then. */
export function importWorld(hash: Hash, text: string): Result<World> {
  if (text.length > sizeLimit)
    return damaged("The file is too large to be a world.", "Choose a file that Drydock exported.");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return damaged("The file is not JSON, or was cut short.", "Export the world again.");
  }
  const newer = v.safeParse(v.object({ format: v.literal("drydock-world"), version: v.number() }), json);
  if (!newer.success) return damaged("The file is not a Drydock world.", "Choose a file that Drydock exported.");
  if (newer.output.version > version) {
    return damaged(
      `The file is of version ${newer.output.version}; this is ${version}.`,
      "Open it with a newer Drydock.",
    );
  }
  const read = v.safeParse(fileSchema, json);
  if (!read.success) return damaged(`The file is damaged: ${read.issues[0].message}`, "Export the world again.");
  const { rows, checksum } = read.output;
  if (checksumOf(hash, rows) !== checksum)
    return damaged("The file was changed: its checksum does not fit.", "Export the world again.");
  for (const [[table = "", ...segments]] of rows) {
    const wanted = (keySegments as Record<string, number | undefined>)[table];
    if (wanted === undefined)
      return damaged(`The file has rows of an unknown kind, ${table}.`, "Export the world again.");
    if (segments.length !== wanted || segments.some((segment) => segment.includes("\u0000"))) {
      return damaged(`A row of ${table} has a key that cannot be.`, "Export the world again.");
    }
  }
  return ok(World.of(rows.map(([key, row]) => [key.join("\u0000"), row] as const)));
}
