import * as v from "valibot";
import { count, flag, moment, object, present, text, textMap, type Schema } from "./row-schemas.ts";
import { table, type Digest, type RegionName, type RegistryKey, type RepositoryName, type TagName } from "./table.ts";

export const registryKey: Schema<RegistryKey> = text;
export const repositoryName: Schema<RepositoryName> = text;
export const tagName: Schema<TagName> = text;
export const regionName: Schema<RegionName> = text;
/** The grammar of digests (OCI image-spec, descriptor.md); a manifest may name contents by algorithms not known here. */
export const digest: Schema<Digest> = v.pipe(
  text,
  v.regex(/^[a-z0-9]+([+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/, "not a digest"),
);

const attributes = object({ deleteEnabled: flag, writeEnabled: flag, listEnabled: flag, readEnabled: flag });

const repository = object({
  createdAt: moment,
  updatedAt: moment,
  manifestCount: count,
  tagCount: count,
  attributes,
});

/** Only these three fields are checked: what a manifest says beside them comes from clients as it is. */
const descriptor: Schema<Descriptor> = object({ mediaType: text, digest, size: count });

export const manifest = object({
  mediaType: text,
  /** Bytes of the manifest itself. */
  size: count,
  /** Config, layers and blobs it names, and child manifests of an index, without those held elsewhere (`urls`). */
  references: v.array(descriptor),
  configMediaType: v.optional(text),
  artifactType: v.optional(text),
  annotations: v.optional(textMap),
  /** Digest of the manifest it refers to. */
  subject: v.optional(digest),
  architecture: v.optional(text),
  os: v.optional(text),
  /** Manifest, config and layers added up, as the service reports it. */
  imageSize: count,
  createdAt: moment,
  updatedAt: moment,
  /** When its last tag went, for the retention policy. */
  untaggedAt: v.optional(moment),
  attributes,
  quarantined: flag,
  pushedBy: text,
  /** Region whose endpoint took the push. */
  region: regionName,
});

export const tag = object({ digest, createdAt: moment, updatedAt: moment, attributes, signed: flag });

const registryBlob = object({
  size: count,
  /** How many repositories hold it. */
  repositories: count,
});

export const repositoryBlob = object({ size: count, createdAt: moment });

const upload = object({
  repository: repositoryName,
  /** Bytes received; the next chunk starts here. */
  offset: count,
  startedAt: moment,
  region: regionName,
});

/** Tables whose rows are copied to the other regions of a registry. */
export const copiedTable = v.picklist(["blobIn", "manifest", "tag"]);
/** Segments of the key of such a row that follow the registry: the repository, then a digest or tag. */
export const copiedKey = v.strictTuple([repositoryName, text]);

const pending = object({
  before: v.unknown(),
  /** Bytes still to copy. */
  bytes: count,
  since: moment,
  /** When it should arrive, if nothing goes wrong. */
  due: moment,
  /** Place in the queue of copies to that region. */
  order: text,
});

const queuedCopy = object({
  table: copiedTable,
  key: copiedKey,
  /** Region that it comes from. */
  from: regionName,
});

const copyLane = object({
  waiting: count,
  /** Copies since the lane was last empty. */
  total: count,
  /** When all that waits should have arrived. */
  until: moment,
  /** When the first copy of the queue set out, and when it arrives. */
  start: moment,
  due: moment,
  paused: flag,
  /** A new replica that has not yet had everything. */
  filling: flag,
});

const softDeleted = <Row>(row: Schema<Row>) => object({ row, deletedAt: moment, purgeAt: moment });

/** Locks of a repository, tag or manifest; all true when nothing is locked. */
export type Attributes = v.InferOutput<typeof attributes>;

export type Repository = v.InferOutput<typeof repository>;

export interface Descriptor {
  mediaType: string;
  digest: Digest;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
  platform?: { architecture: string; os: string; variant?: string };
  urls?: string[];
}

/** The fields of a manifest that the registry reads; the exact bytes are in the blob store under its digest. */
export type Manifest = v.InferOutput<typeof manifest>;

export type Tag = v.InferOutput<typeof tag>;

/** A blob of a registry, whichever repositories use it. Counted once for storage. */
export type RegistryBlob = v.InferOutput<typeof registryBlob>;

/** A blob as one repository of a registry holds it. */
export type RepositoryBlob = v.InferOutput<typeof repositoryBlob>;

export type Upload = v.InferOutput<typeof upload>;

/** Name of a table whose rows are copied to the other regions of a registry. */
export type CopiedTable = v.InferOutput<typeof copiedTable>;

/** The segments that follow the registry in the key of a row that is copied to other regions. */
export type CopiedKey = v.InferOutput<typeof copiedKey>;

/**
 * A change that a region does not show yet. The tables hold the newest state; a region that is behind shows `before`
 * (null: nothing) until the copy arrives and the row goes.
 */
export type Pending = v.InferOutput<typeof pending>;

/** A copy that waits for its turn on the way to a region. */
export type QueuedCopy = v.InferOutput<typeof queuedCopy>;

/** The way into one region, which carries one copy after the other. */
export type CopyLane = v.InferOutput<typeof copyLane>;

export const contentTables = {
  repository: table(["registry", "repository"], repository),
  manifest: table(["registry", "repository", "digest"], manifest),
  tag: table(["registry", "repository", "tag"], tag),
  /** The tags of a manifest. */
  tagOf: table(["registry", "repository", "digest", "tag"], present),
  referrer: table(["registry", "repository", "digest of the subject", "digest of the referrer"], descriptor),
  /** Blobs of the registry, with manifests left out. */
  blob: table(["registry", "digest"], registryBlob),
  /** Blobs that can be read through a repository. */
  blobIn: table(["registry", "repository", "digest"], repositoryBlob),
  /** The manifests that name a blob or child manifest. */
  usedBy: table(["registry", "repository", "digest of the part", "digest of the manifest"], present),
  /** The repositories that hold a manifest. */
  manifestIn: table(["registry", "digest", "repository"], present),
  /** Bytes stored, each blob and manifest once. */
  usage: table(["registry"], object({ bytes: count })),
  upload: table(["registry", "session"], upload),
  /** The last three segments are the table of the row and its key after the registry. */
  pending: table(["registry", "region", "table", "repository", "digest or tag"], pending),
  /** In order of arrival (12 digits). */
  queuedCopy: table(["registry", "region", "order"], queuedCopy),
  copyLane: table(["registry", "region"], copyLane),
  deletedManifest: table(["registry", "repository", "digest"], softDeleted(manifest)),
  deletedTag: table(["registry", "repository", "tag"], softDeleted(tag)),
};
