import type { Manifest, Tag, CopiedKey, CopiedTable } from "../world/content-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Tables } from "../world/tables.ts";

/**
 * What a region of a registry shows. The tables hold the newest state; a region that is behind still shows what its
 * `pending` row says it showed before, or nothing where that is null.
 */
function view<Table extends CopiedTable>(
  reader: Reader,
  registry: string,
  region: string,
  table: Table,
  key: CopiedKey,
): Tables[Table] | undefined {
  const pending = reader.get("pending", registry, region, table, ...key);
  if (pending) return (pending.before ?? undefined) as Tables[Table] | undefined;
  return reader.get(table, registry, ...key);
}

export const viewTag = (reader: Reader, registry: string, region: string, repository: string, tag: string) =>
  view(reader, registry, region, "tag", [repository, tag]);

export const viewManifest = (reader: Reader, registry: string, region: string, repository: string, digest: string) =>
  view(reader, registry, region, "manifest", [repository, digest]);

export const viewBlob = (reader: Reader, registry: string, region: string, repository: string, digest: string) =>
  view(reader, registry, region, "blobIn", [repository, digest]);

/** Rows of a repository that a region shows, in byte order of their last segment, after one that need not exist. */
function* scanView<Row>(
  reader: Reader,
  [registry, region, kind, repository]: [string, string, "manifest" | "tag", string],
  after: string | undefined,
): Generator<{ name: string; row: Row }> {
  const options = after === undefined ? {} : { after };
  const newest = reader.scan(kind, [registry, repository], options);
  const behind = reader.scan("pending", [registry, region, kind, repository], options);
  let [row, pending] = [newest.next(), behind.next()];
  while (!row.done || !pending.done) {
    const newestName = row.done ? undefined : row.value.rest[0];
    const pendingName = pending.done ? undefined : pending.value.rest[0];
    if (pendingName === undefined || (newestName !== undefined && newestName < pendingName)) {
      if (!row.done && newestName !== undefined) yield { name: newestName, row: row.value.row as Row };
      row = newest.next();
      continue;
    }
    const before = pending.done ? null : (pending.value.row.before as Row | null);
    if (before) yield { name: pendingName, row: before };
    if (newestName === pendingName) row = newest.next();
    pending = behind.next();
  }
}

/** Tags of a repository that a region shows, in byte order, after a name that need not exist. */
export function* scanTags(
  reader: Reader,
  registry: string,
  region: string,
  repository: string,
  { after }: { after?: string } = {},
): Generator<{ name: string; tag: Tag }> {
  for (const { name, row } of scanView<Tag>(reader, [registry, region, "tag", repository], after)) {
    yield { name, tag: row };
  }
}

/** Manifests of a repository that a region shows, in byte order of their digests. */
export function* scanManifests(
  reader: Reader,
  registry: string,
  region: string,
  repository: string,
  { after }: { after?: string } = {},
): Generator<{ digest: string; manifest: Manifest }> {
  for (const { name, row } of scanView<Manifest>(reader, [registry, region, "manifest", repository], after)) {
    yield { digest: name, manifest: row };
  }
}
