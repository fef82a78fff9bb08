import type { LiveName } from "../../definition.ts";
import type { Host } from "../../host.ts";
import { home } from "../../create-machine.ts";
import { resolvePath } from "../../file-system.ts";
import { WorldFiles } from "../../world-files.ts";
import type { Prefix, TableName } from "../../../world/tables.ts";

/** Most names that are offered at once. */
export const nameLimit = 50;

export interface Live {
  text: string;
  detail: string;
}

export interface LiveContext {
  host: Host;
  folder: string;
  /** The registry that the line names, in lower case. */
  registry: string | undefined;
  /** The repository that the line names. */
  repository: string | undefined;
}

const loginEnd = ".azurecr.io";

/** Rows of a table whose next segment begins with a prefix, found without reading the others. */
function* below<T extends TableName, const P extends Prefix<T>>(
  { host }: LiveContext,
  table: T,
  above: P,
  prefix: string,
) {
  for (const { rest, row } of host.world.scan(table, above, { from: prefix })) {
    const [name = ""]: readonly string[] = rest;
    if (!name.startsWith(prefix)) return;
    yield { name, row };
  }
}

type Child =
  "webhook" | "token" | "scopeMap" | "task" | "cacheRule" | "credentialSet" | "agentPool" | "replication" | "run";

function* children(context: LiveContext, table: Child, prefix: string): Generator<Live> {
  for (const registry of registriesOf(context)) {
    for (const { name, row } of below(context, table, [registry], table === "run" ? prefix : prefix.toLowerCase())) {
      yield { text: "name" in row && typeof row.name === "string" ? row.name : name, detail: `of ${registry}` };
    }
  }
}

/** The registry of the line, or the only ones there are when the line names none. */
function* registriesOf(context: LiveContext): Generator<string> {
  if (context.registry !== undefined) yield context.registry;
  else for (const { rest } of context.host.world.scan("registry", [], { limit: 5 })) yield rest[0];
}

function* registries(context: LiveContext, prefix: string): Generator<Live> {
  for (const { row } of below(context, "registry", [], prefix.toLowerCase())) {
    yield { text: row.name, detail: `${row.sku}, ${row.location}` };
  }
}

function* loginServers(context: LiveContext, prefix: string): Generator<Live> {
  const name = prefix.toLowerCase().split(".")[0] ?? "";
  for (const { row } of below(context, "registry", [], name)) {
    const text = `${row.name.toLowerCase()}${loginEnd}`;
    if (text.startsWith(prefix.toLowerCase())) yield { text, detail: `${row.sku}, ${row.location}` };
  }
}

function* repositories(context: LiveContext, prefix: string): Generator<Live> {
  for (const registry of registriesOf(context)) {
    for (const { name } of below(context, "repository", [registry], prefix))
      yield { text: name, detail: `in ${registry}` };
  }
}

/** `repository`, `repository:tag`, and after an @ `repository@digest`. */
function* taggedImages(context: LiveContext, prefix: string): Generator<Live> {
  const [, repository = "", mark, rest = ""] = /^([^:@]*)(?:([:@])(.*))?$/s.exec(prefix) ?? [];
  if (mark === undefined) {
    for (const { text, detail } of repositories(context, prefix)) {
      const [registry = ""] = detail.split(" ").slice(-1);
      yield { text, detail };
      for (const tag of context.host.world.scan("tag", [registry, text], { limit: 5 })) {
        yield { text: `${text}:${tag.rest[0]}`, detail };
      }
    }
    return;
  }
  for (const registry of registriesOf(context)) {
    if (mark === ":") {
      for (const { name } of below(context, "tag", [registry, repository], rest)) {
        yield { text: `${repository}:${name}`, detail: `in ${registry}` };
      }
    } else {
      for (const { name } of below(context, "manifest", [registry, repository], rest)) {
        yield { text: `${repository}@${name}`, detail: `in ${registry}` };
      }
    }
  }
}

function* remoteImages(context: LiveContext, prefix: string): Generator<Live> {
  const at = prefix.indexOf("/");
  const host = at === -1 ? "" : prefix.slice(0, at).toLowerCase();
  if (!host.endsWith(loginEnd)) {
    for (const { text, detail } of loginServers(context, prefix)) yield { text: `${text}/`, detail };
    return;
  }
  const registry = host.slice(0, -loginEnd.length).split(".")[0] ?? "";
  for (const { text, detail } of taggedImages({ ...context, registry }, prefix.slice(at + 1))) {
    yield { text: `${host}/${text}`, detail };
  }
}

/** Names of images as the docker daemon keeps them: by repository, then by whole name. */
function* localImages({ host }: LiveContext, prefix: string): Generator<Live> {
  const files = new WorldFiles(host);
  const path = "/var/lib/docker/image/repositories.json";
  if (!files.stat(path)) return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(files.text(path));
  } catch {
    return;
  }
  const byRepository = (parsed as { Repositories?: Record<string, Record<string, string>> } | null)?.Repositories ?? {};
  for (const names of Object.values(byRepository)) {
    for (const [name, id] of Object.entries(names)) {
      if (name.startsWith(prefix)) yield { text: name, detail: String(id).slice(7, 19) };
    }
  }
}

function* groups(context: LiveContext, prefix: string): Generator<Live> {
  for (const { row } of below(context, "group", [], prefix.toLowerCase()))
    yield { text: row.name, detail: row.location };
}

/** Resources of a type, by name. */
function* resources({ host }: LiveContext, type: string, prefix: string): Generator<Live> {
  const typedKind = type.toLowerCase();
  for (const { row } of host.world.scan("resource")) {
    if (row.type.toLowerCase() === typedKind && row.name.toLowerCase().startsWith(prefix.toLowerCase())) {
      yield { text: row.name, detail: row.resourceGroup };
    }
  }
}

/** Files and folders; a folder ends with a slash, so that one may go on. */
function* paths({ host, folder }: LiveContext, prefix: string, onlyFolders: boolean): Generator<Live> {
  const files = new WorldFiles(host);
  const at = prefix.lastIndexOf("/") + 1;
  const listed = prefix.slice(0, at);
  const base = resolvePath(listed === "" ? "." : listed, folder, home);
  const start = prefix.slice(at);
  for (const name of files.list(base)) {
    if (!name.startsWith(start) || (name.startsWith(".") && !start.startsWith("."))) continue;
    const kind = files.stat(base === "/" ? `/${name}` : `${base}/${name}`)?.kind;
    if (kind === "folder") yield { text: `${listed}${name}/`, detail: "folder" };
    else if (!onlyFolders) yield { text: `${listed}${name}`, detail: "file" };
  }
}

/** Whoever may be given a role, by the name that is easiest to type. */
function* principals({ host }: LiveContext, prefix: string): Generator<Live> {
  for (const { row } of host.world.scan("principal")) {
    const text = row.userPrincipalName ?? row.appId ?? row.id;
    if (text.toLowerCase().startsWith(prefix.toLowerCase())) yield { text, detail: row.displayName };
  }
}

function* known(names: Iterable<Live>, prefix: string): Generator<Live> {
  for (const name of names) if (name.text.toLowerCase().startsWith(prefix.toLowerCase())) yield name;
}

/** Existing names of a kind that begin with what was typed. */
export function liveNames(kind: LiveName, context: LiveContext, prefix: string): Iterable<Live> {
  const { facts } = context.host.rules();
  switch (kind) {
    case "registry":
      return registries(context, prefix);
    case "loginServer":
      return loginServers(context, prefix);
    case "repository":
      return repositories(context, prefix);
    case "taggedImage":
      return taggedImages(context, prefix);
    case "localImage":
      return localImages(context, prefix);
    case "remoteImage":
      return remoteImages(context, prefix);
    case "group":
      return groups(context, prefix);
    case "region":
      return known(
        facts.regions.map(({ id, name }) => ({ text: id, detail: name })),
        prefix,
      );
    case "sku":
      return known(
        Object.keys(facts.skus[0]?.azure ?? {}).map((text) => ({ text, detail: "tier" })),
        prefix,
      );
    case "role":
      return known(
        facts.roles.map(({ id }) => ({ text: id, detail: "role" })),
        prefix,
      );
    case "cluster":
      return resources(context, "Microsoft.ContainerService/managedClusters", prefix);
    case "identity":
      return resources(context, "Microsoft.ManagedIdentity/userAssignedIdentities", prefix);
    case "principal":
      return principals(context, prefix);
    case "vnet":
      return resources(context, "Microsoft.Network/virtualNetworks", prefix);
    case "file":
      return paths(context, prefix, false);
    case "folder":
      return paths(context, prefix, true);
    default:
      return children(context, kind, prefix);
  }
}
