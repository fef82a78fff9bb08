import * as v from "valibot";
import {
  copiedKey,
  copiedTable,
  digest,
  manifest,
  regionName,
  registryKey,
  repositoryBlob,
  repositoryName,
  tag,
  tagName,
} from "./content-tables.ts";
import { count, moment, object, text } from "./row-schemas.ts";

const clientRequest = object({ host: text, method: text, userAgent: text });

const contentSite = object({
  /** Name in lower case. */
  registry: registryKey,
  /** Region whose endpoint takes the change. */
  region: regionName,
  who: text,
  request: clientRequest,
});

const image = { registry: registryKey, repository: repositoryName, digest };
const imageInRegion = { ...image, region: regionName };
const replica = object({ registry: registryKey, region: regionName });
const delivery = object({ registry: registryKey, webhook: text, id: text });

const scanDue = object({
  ...image,
  /** Set when the image was scanned before and keeps its findings until this scan is done. */
  trigger: v.optional(v.literal("daily")),
});

/** Where and by whom contents are changed. */
export type ContentSite = v.InferOutput<typeof contentSite>;

/** The manifest that a scan is of. */
export type ScanDue = v.InferOutput<typeof scanDue>;

/** Events of registries, by kind: changes of contents, which are due at once, and what follows them later. */
export const registryEvents = {
  /** One row of the contents came, changed or went; replication follows these. */
  "content.changed": object({
    registry: registryKey,
    /** Region whose endpoint took the change. */
    region: regionName,
    table: copiedTable,
    /** Segments of the row's key after the registry. */
    key: copiedKey,
    /** The row before, or null. */
    before: v.nullable(v.union([manifest, tag, repositoryBlob])),
    /** Bytes that a copy has to carry. */
    bytes: count,
  }),
  /** Blobs that a manifest named can go, unless another manifest of the repository names them by then. */
  "content.collect": object({ site: contentSite, repository: repositoryName, digests: v.array(digest) }),
  /** A client pulled an image that a cache rule covers and the registry does not have. */
  "cache.wanted": object({ site: contentSite, repository: repositoryName, reference: text }),
  /** A manifest arrived by a push or an import, with the tag it was pushed under, if any. */
  "image.pushed": object({
    ...imageInRegion,
    tag: v.nullable(tagName),
    mediaType: text,
    size: count,
    by: v.picklist(["push", "import", "cache"]),
    who: text,
    request: clientRequest,
  }),
  /** A region caught up with an image that was pushed in another one. */
  "image.replicated": object({ ...imageInRegion, tag: v.nullable(tagName) }),
  /** A manifest went, with every tag that pointed at it. */
  "image.deleted": object({
    ...imageInRegion,
    tags: v.array(tagName),
    mediaType: text,
    size: count,
    configMediaType: v.optional(text),
    who: text,
    request: clientRequest,
  }),
  /** Only a name went; the manifest stays. */
  "tag.removed": object({ ...imageInRegion, tag: tagName, who: text }),
  "repository.deleted": object({
    registry: registryKey,
    region: regionName,
    repository: repositoryName,
    who: text,
    request: clientRequest,
  }),
  /** A new manifest is held back until somebody lets it pass. */
  "image.quarantined": object({ ...imageInRegion, tag: v.nullable(tagName), who: text }),
  /** A manifest left quarantine. */
  "image.released": object({ ...imageInRegion, who: text, request: clientRequest }),
  "replication.created": replica,
  "replication.deleted": replica,
  /** The first copy on its way to a region arrives, or a region that is down is tried again. */
  "replication.step": object({ registry: registryKey, region: regionName, due: moment }),
  /** The days of the retention policy are over for a manifest without tags. */
  "retention.due": object({ ...image, untaggedAt: moment }),
  /** A manifest that was deleted leaves the bin. */
  "softDelete.purge": object({ ...image, purgeAt: moment }),
  "scan.due": scanDue,
  "scan.daily": object({}),
  "webhook.deliver": delivery,
  /** A test of a webhook; the id is that of its event. */
  "webhook.ping": delivery,
};
