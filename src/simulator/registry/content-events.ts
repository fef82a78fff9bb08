import type { Manifest, Tag } from "../world/content-tables.ts";

/** The events that changes of contents put in the queue (due at once), by kind. */
export interface ContentEvents {
  /** One row of the contents came, changed or went; replication follows these. */
  "content.changed": {
    registry: string;
    /** Region whose endpoint took the change. */
    region: string;
    table: "blobIn" | "manifest" | "tag";
    /** Segments of the row's key after the registry. */
    key: string[];
    /** The row before, or null. */
    before: Manifest | Tag | { size: number; createdAt: number } | null;
    /** Bytes that a copy has to carry. */
    bytes: number;
  };
  /** A manifest arrived by a push or an import, with the tag it was pushed under, if any. */
  "image.pushed": {
    registry: string;
    region: string;
    repository: string;
    digest: string;
    tag: string | null;
    mediaType: string;
    size: number;
    by: "push" | "import" | "cache";
    who: string;
    request: { host: string; method: string; userAgent: string };
  };
  /** A region caught up with an image that was pushed in another one. */
  "image.replicated": { registry: string; region: string; repository: string; digest: string; tag: string | null };
  /** A manifest went, with every tag that pointed at it. */
  "image.deleted": {
    registry: string;
    region: string;
    repository: string;
    digest: string;
    tags: string[];
    mediaType: string;
    size: number;
    configMediaType?: string;
    who: string;
    request: { host: string; method: string; userAgent: string };
  };
  /** Only a name went; the manifest stays. */
  "tag.removed": { registry: string; region: string; repository: string; tag: string; digest: string; who: string };
  "repository.deleted": {
    registry: string;
    region: string;
    repository: string;
    who: string;
    request: { host: string; method: string; userAgent: string };
  };
  /** A new manifest is held back until somebody lets it pass. */
  "image.quarantined": {
    registry: string;
    region: string;
    repository: string;
    digest: string;
    tag: string | null;
    who: string;
  };
  /** A manifest left quarantine. */
  "image.released": {
    registry: string;
    region: string;
    repository: string;
    digest: string;
    who: string;
    request: { host: string; method: string; userAgent: string };
  };
  "replication.created": { registry: string; region: string };
  "replication.deleted": { registry: string; region: string };
}
