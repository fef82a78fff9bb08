import type { TableName } from "../simulator/world/tables.ts";
import { readRowKey, rowKey, type World } from "../simulator/world/world.ts";
import { fieldsOf } from "./fields.ts";

/** A place in the tree: a row by table and segments, or the list of the rows of a table below some segments. */
export type StatePath = ["row" | "list", TableName, ...string[]];

/** A line of the tree of the world. */
export interface StateNode {
  path: StatePath;
  label: string;
  /** How many rows a list has. */
  count?: number;
  /** It has lines below. */
  opens: boolean;
  /** It, or something in it, changed with the last step. */
  changed: boolean;
}

export interface StateLevel {
  nodes: StateNode[];
  /** Rows that are there and not shown. */
  omitted: number;
}

/** Rows of one list that are shown at once. */
const pageSize = 100;

type ListOf = { table: TableName; title: string };

const lists: Partial<Record<TableName, readonly ListOf[]>> = {
  registry: [
    { table: "repository", title: "Repositories" },
    { table: "replication", title: "Replicas" },
    { table: "webhook", title: "Webhooks" },
    { table: "token", title: "Tokens" },
    { table: "scopeMap", title: "Scope maps" },
    { table: "privateEndpointConnection", title: "Private endpoint connections" },
    { table: "cacheRule", title: "Cache rules" },
    { table: "credentialSet", title: "Credential sets" },
    { table: "task", title: "Tasks" },
    { table: "run", title: "Runs" },
    { table: "agentPool", title: "Agent pools" },
  ],
  repository: [
    { table: "tag", title: "Tags" },
    { table: "manifest", title: "Manifests" },
  ],
};

const roots: readonly ListOf[] = [
  { table: "group", title: "Resource groups" },
  { table: "registry", title: "Registries" },
  { table: "resource", title: "Other resources" },
  { table: "principal", title: "Directory" },
  { table: "roleAssignment", title: "Role assignments" },
  { table: "customRole", title: "Custom roles" },
  { table: "defenderPlan", title: "Defender plans" },
  { table: "clusterObject", title: "In clusters" },
  { table: "file", title: "Files on this machine" },
];

const short = (digest: string): string => digest.replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]+$/, "$1…");

function labelOf(table: TableName, rest: readonly string[], row: unknown): string {
  const { name, displayName, roleId, scope } = row as Record<string, unknown>;
  if (table === "roleAssignment") return `${String(roleId)} at ${String(scope).split("/").at(-1) ?? ""}`;
  if (table === "clusterObject") return `${(rest[2] ?? "").toLowerCase()} ${rest[3] ?? ""}`;
  if (typeof displayName === "string") return displayName;
  if (table === "resource")
    return `${String(name)} (${
      String((row as { type?: string }).type)
        .split("/")
        .at(-1) ?? ""
    })`;
  return short(rest.at(-1) ?? "");
}

/** Some tables hold the simulator's own books beside what a learner made. */
const isOwn = (table: TableName, rest: readonly string[]): boolean =>
  (table === "clusterObject" && ["Event", "Log", "NodeImage"].includes(rest[2] ?? "")) ||
  (table === "file" &&
    /\/(\.azure|\.docker|\.kube|\.config)\/|^\/var\/lib\//.test(`/${rest.join("/")}`.replace("//", "/")));

/** The lines below a place; without one, the roots. `changed` are the keys of the rows that the last step touched. */
export function stateOf(
  world: World,
  changed: ReadonlySet<string>,
  { path, text = "" }: { path?: StatePath | undefined; text?: string | undefined },
): StateLevel {
  const rows = Array.from(changed, readRowKey);
  const touched = (table: TableName, segments: readonly string[]): boolean =>
    rows.some((row) => row.table === table && segments.every((segment, at) => row.segments[at] === segment));
  const asList = ({ table, title }: ListOf, segments: readonly string[]): StateNode => {
    let count = 0;
    for (const { rest } of world.below(table, segments)) if (!isOwn(table, [...segments, ...rest])) count++;
    return {
      path: ["list", table, ...segments],
      label: title,
      count,
      opens: count > 0,
      changed: touched(table, segments),
    };
  };
  if (path === undefined)
    return { nodes: roots.map((root) => asList(root, [])).filter(({ count }) => count !== 0), omitted: 0 };
  const [kind, table, ...segments] = path;
  if (kind === "row") {
    const below = (lists[table] ?? []).map((list) => asList(list, segments));
    return { nodes: below.filter(({ count }) => count !== 0), omitted: 0 };
  }
  const nodes: StateNode[] = [];
  let omitted = 0;
  for (const { rest, row } of world.below(table, segments)) {
    const all = [...segments, ...rest];
    if (isOwn(table, all)) continue;
    const label = labelOf(table, all, row);
    if (!label.toLowerCase().includes(text.toLowerCase())) continue;
    if (nodes.length === pageSize) {
      omitted++;
      continue;
    }
    const opens = lists[table] !== undefined;
    const inside = (lists[table] ?? []).some((list) => touched(list.table, all));
    nodes.push({ path: ["row", table, ...all], label, opens, changed: inside || changed.has(rowKey(table, all)) });
  }
  return { nodes, omitted };
}

/** What a row says, by field. Undefined when it is not there any more. */
export function stateFields(world: World, [kind, table, ...segments]: StatePath): [string, string][] | undefined {
  if (kind !== "row") return undefined;
  const row = world.at(rowKey(table, segments));
  return row === undefined ? undefined : fieldsOf(row);
}
