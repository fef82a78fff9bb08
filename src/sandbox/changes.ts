import { historyFile } from "../simulator/cli/create-machine.ts";
import type { RowChange } from "../simulator/world/diff.ts";
import type { TableName } from "../simulator/world/tables.ts";
import type { ChangeChip } from "./block.ts";

/** Tables whose rows a learner thinks of as things, and what one is called; the rest are the simulator's own books. */
const things: Partial<
  Record<TableName, { singular: string; many: string; name: (segments: readonly string[]) => string }>
> = {
  group: { singular: "resource group", many: "resource groups", name: (segments) => segments[0] ?? "" },
  registry: { singular: "registry", many: "registries", name: (segments) => segments[0] ?? "" },
  replication: { singular: "replica", many: "replicas", name: (segments) => segments[1] ?? "" },
  webhook: { singular: "webhook", many: "webhooks", name: (segments) => segments[1] ?? "" },
  token: { singular: "token", many: "tokens", name: (segments) => segments[1] ?? "" },
  scopeMap: { singular: "scope map", many: "scope maps", name: (segments) => segments[1] ?? "" },
  privateEndpointConnection: {
    singular: "private endpoint connection",
    many: "private endpoint connections",
    name: (segments) => segments[1] ?? "",
  },
  cacheRule: { singular: "cache rule", many: "cache rules", name: (segments) => segments[1] ?? "" },
  credentialSet: { singular: "credential set", many: "credential sets", name: (segments) => segments[1] ?? "" },
  agentPool: { singular: "agent pool", many: "agent pools", name: (segments) => segments[1] ?? "" },
  repository: { singular: "repository", many: "repositories", name: (segments) => segments[1] ?? "" },
  manifest: { singular: "manifest", many: "manifests", name: (segments) => (segments[2] ?? "").slice(7, 19) },
  tag: { singular: "tag", many: "tags", name: (segments) => `${segments[1] ?? ""}:${segments[2] ?? ""}` },
  blob: { singular: "blob", many: "blobs", name: (segments) => (segments[1] ?? "").slice(7, 19) },
  task: { singular: "task", many: "tasks", name: (segments) => segments[1] ?? "" },
  run: { singular: "run", many: "runs", name: (segments) => segments[1] ?? "" },
  roleAssignment: { singular: "role assignment", many: "role assignments", name: () => "" },
  customRole: { singular: "custom role", many: "custom roles", name: () => "" },
  principal: { singular: "identity", many: "identities", name: () => "" },
  resource: {
    singular: "resource",
    many: "resources",
    name: (segments) => (segments[0] ?? "").split("/").at(-1) ?? "",
  },
  clusterObject: {
    // The kind of object is part of its name.
    singular: "",
    many: "cluster objects",
    name: (segments) => `${(segments[2] ?? "").toLowerCase()} ${segments[3] ?? ""}`,
  },
  file: { singular: "file", many: "files", name: (segments) => segments[0] ?? "" },
  localBlob: { singular: "local layer", many: "local layers", name: (segments) => (segments[0] ?? "").slice(7, 19) },
  scan: { singular: "scan", many: "scans", name: (segments) => segments[1] ?? "" },
  webhookDelivery: { singular: "delivery", many: "deliveries", name: () => "" },
  defenderPlan: { singular: "Defender plan", many: "Defender plans", name: (segments) => segments[0] ?? "" },
};

/** Of one kind of change to one kind of thing, this many are named; more are counted. */
const namedAtMost = 2;

/** Files of the shell and of the tools' own memory are no news. */
const ownFiles = /^\/(?:home\/learner\/(?:\.azure|\.docker$|\.kube$|\.kube\/cache)|var\/lib\/docker\/)/;

const isOwnFile = (path: string): boolean => path === historyFile || ownFiles.test(path);

const noise = ({ table, segments, before, after }: RowChange): boolean => {
  if (table === "file") return isOwnFile(segments[0] ?? "");
  // Events, logs and images of a node are shown elsewhere.
  if (table === "clusterObject") return ["Event", "Log", "NodeImage"].includes(segments[2] ?? "");
  // A repository's or registry's counters move with its content.
  if (table === "repository" || table === "blob" || table === "manifest")
    return before !== undefined && after !== undefined;
  return false;
};

/** Whether a change is one to a thing that a learner knows. */
export const isThing = (change: RowChange): boolean => things[change.table] !== undefined && !noise(change);

const signOf = ({ before, after }: RowChange): ChangeChip["sign"] =>
  before === undefined ? "+" : after === undefined ? "-" : "~";

/** One change to a thing that a learner knows: what kind of thing, which one, and what became of it. */
export interface NamedChange {
  sign: ChangeChip["sign"];
  /** In the plural, e.g. `tags`. */
  kind: string;
  name: string;
  before?: unknown;
  after?: unknown;
}

/** Changes in words, without the simulator's own books. */
export const namedChanges = (changes: readonly RowChange[]): NamedChange[] =>
  changes.flatMap((change) => {
    const thing = things[change.table];
    if (!thing || noise(change)) return [];
    const { before, after } = change;
    const name = thing.name(change.segments) || change.segments.join("/");
    return [{ sign: signOf(change), kind: thing.many, name, before, after }];
  });

/** What changed, in words, by kind of thing: `+ tag web:v2`, `+ 3 blobs`, `~ registry contoso`. */
export function changeChips(changes: readonly RowChange[]): ChangeChip[] {
  const groups = new Map<string, RowChange[]>();
  for (const change of changes) {
    if (!isThing(change)) continue;
    const key = `${signOf(change)} ${change.table}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group): ChangeChip[] => {
    const [first] = group;
    const thing = first && things[first.table];
    if (!first || !thing) return [];
    const sign = signOf(first);
    if (group.length > namedAtMost) return [{ sign, text: `${group.length} ${thing.many}` }];
    return group.map(({ segments }) => ({ sign, text: `${thing.singular} ${thing.name(segments)}`.trim() }));
  });
}
