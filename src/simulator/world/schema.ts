import * as v from "valibot";
import { clientRows } from "./schema-client.ts";
import { cloudRows } from "./schema-cloud.ts";
import { contentRows } from "./schema-content.ts";
import type { RowSchemas } from "./schema-parts.ts";
import { registryRows } from "./schema-registry.ts";
import { serviceRows } from "./schema-services.ts";
import type { Tables } from "./tables.ts";
import type { TableName } from "./world.ts";

const rowSchemas: RowSchemas<Tables> = { ...cloudRows, ...registryRows, ...contentRows, ...serviceRows, ...clientRows };

/** How many segments name a row of each table, as the comments on the tables say. */
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
  runProgress: 2,
  sourceUpload: 1,
  git: 1,
  scan: 3,
  imagePull: 3,
  trust: 2,
  listener: 1,
  fault: 2,
  webhookRate: 2,
  clusterObject: 4,
  devopsProject: 1,
  pipeline: 2,
  serviceConnection: 2,
  pipelineRun: 2,
  file: 1,
  localBlob: 1,
  shell: 1,
};

/** Segments of a key are parted by this character, so none can hold it. */
const isSegment = (value: string): boolean => !value.includes("\u0000");

/** Why a row cannot be one of a world, in one sentence, or undefined when it can. */
export function rowProblem([table = "", ...segments]: readonly string[], row: unknown): string | undefined {
  if (!Object.hasOwn(keySegments, table)) return `There is no table called ${table}.`;
  const name = table as TableName;
  if (segments.length !== keySegments[name] || !segments.every(isSegment)) return `A key of ${table} cannot be.`;
  const read = v.safeParse(rowSchemas[name], row, { abortEarly: true });
  if (read.success) return undefined;
  const [issue] = read.issues;
  const at = v.getDotPath(issue);
  return `The row ${[table, ...segments].join(" ")} is damaged${at === null ? "" : ` at ${at}`}: ${issue.message}.`;
}
