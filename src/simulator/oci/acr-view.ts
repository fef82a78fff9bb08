import { scanManifests, scanTags, viewManifest } from "../registry/region-view.ts";
import { isoTime } from "../world/clock.ts";
import type { Attributes, Manifest, Repository, Tag, CopiedTable } from "../world/content-tables.ts";
import type { Reader } from "../world/world.ts";

/** A replica's view of a registry. */
export interface RegionView {
  reader: Reader;
  registry: string;
  region: string;
}

const changeableAttributes = ({ deleteEnabled, writeEnabled, readEnabled, listEnabled }: Attributes) => ({
  deleteEnabled,
  writeEnabled,
  readEnabled,
  listEnabled,
});

const times = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  createdTime: isoTime(createdAt),
  lastUpdateTime: isoTime(updatedAt),
});

const isBehind = ({ reader, registry, region }: RegionView, table: CopiedTable, repository: string): boolean =>
  reader.any("pending", registry, region, table, repository);

const countOf = (rows: Iterable<unknown>): number => {
  let count = 0;
  for (const row of rows) if (row !== undefined) count++;
  return count;
};

/** Whether a region shows a repository: one that is behind may not have any of its manifests yet. */
export function showsRepository(view: RegionView, repository: string): boolean {
  const { reader, registry, region } = view;
  const row = reader.get("repository", registry, repository);
  if (!isBehind(view, "manifest", repository)) return row !== undefined;
  return scanManifests(reader, registry, region, repository).next().done !== true;
}

/** A repository as `GET /acr/v1/N` shows it; the counts are those of the region. */
export function repositoryBody(view: RegionView, loginServer: string, name: string, row: Repository) {
  const { reader, registry, region } = view;
  return {
    registry: loginServer,
    imageName: name,
    ...times(row),
    manifestCount: isBehind(view, "manifest", name)
      ? countOf(scanManifests(reader, registry, region, name))
      : row.manifestCount,
    tagCount: isBehind(view, "tag", name) ? countOf(scanTags(reader, registry, region, name)) : row.tagCount,
    changeableAttributes: changeableAttributes(row.attributes),
  };
}

export const tagBody = (name: string, row: Tag) => ({
  name,
  digest: row.digest,
  ...times(row),
  signed: row.signed,
  changeableAttributes: changeableAttributes(row.attributes),
});

/** The tags of a manifest that a region shows. */
function tagsOf({ reader, registry, region }: RegionView, repository: string, digest: string): string[] {
  if (isBehind({ reader, registry, region }, "tag", repository)) {
    return [...scanTags(reader, registry, region, repository)]
      .filter(({ tag }) => tag.digest === digest)
      .map(({ name }) => name);
  }
  return [...reader.scan("tagOf", [registry, repository, digest])].map(({ rest }) => rest[0]);
}

const isIndex = ({ mediaType }: Manifest): boolean => mediaType.includes("index") || mediaType.includes("list");

/** A manifest as the listing shows it; an index names its children with their platforms. */
export function manifestBody(view: RegionView, repository: string, digest: string, row: Manifest) {
  const { reader, registry, region } = view;
  const tags = tagsOf(view, repository, digest);
  return {
    digest,
    imageSize: row.imageSize,
    ...times(row),
    ...(row.architecture !== undefined && { architecture: row.architecture }),
    ...(row.os !== undefined && { os: row.os }),
    mediaType: row.mediaType,
    ...(row.configMediaType !== undefined && { configMediaType: row.configMediaType }),
    ...(row.artifactType !== undefined && { artifactType: row.artifactType }),
    ...(tags.length > 0 && { tags }),
    ...(isIndex(row) && {
      references: row.references.map((child) => {
        const known = viewManifest(reader, registry, region, repository, child.digest);
        const architecture = child.platform?.architecture ?? known?.architecture;
        const os = child.platform?.os ?? known?.os;
        return {
          digest: child.digest,
          ...(architecture !== undefined && { architecture }),
          ...(os !== undefined && { os }),
        };
      }),
    }),
    changeableAttributes: changeableAttributes(row.attributes),
  };
}
