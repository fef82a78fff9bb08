import type { Moment } from "./cloud-tables.ts";

/** Locks of a repository, tag or manifest; all true when nothing is locked. */
export interface Attributes {
  deleteEnabled: boolean;
  writeEnabled: boolean;
  listEnabled: boolean;
  readEnabled: boolean;
}

export interface Repository {
  createdAt: Moment;
  updatedAt: Moment;
  manifestCount: number;
  tagCount: number;
  attributes: Attributes;
}

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
  platform?: { architecture: string; os: string; variant?: string };
  urls?: string[];
}

/** What the registry keeps of a manifest; the exact bytes are in the blob store under its digest. */
export interface Manifest {
  mediaType: string;
  /** Bytes of the manifest itself. */
  size: number;
  /** Config, layers and blobs it names, and child manifests of an index, without those held elsewhere (`urls`). */
  references: Descriptor[];
  configMediaType?: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  /** Digest of the manifest it refers to. */
  subject?: string;
  architecture?: string;
  os?: string;
  /** Manifest, config and layers added up, as the service reports it. */
  imageSize: number;
  createdAt: Moment;
  updatedAt: Moment;
  /** When its last tag went, for the retention policy. */
  untaggedAt?: Moment;
  attributes: Attributes;
  quarantined: boolean;
  pushedBy: string;
  /** Region whose endpoint took the push. */
  region: string;
}

export interface Tag {
  digest: string;
  createdAt: Moment;
  updatedAt: Moment;
  attributes: Attributes;
  signed: boolean;
}

/** A blob of a registry, whichever repositories use it. Counted once for storage. */
export interface RegistryBlob {
  size: number;
  /** How many repositories hold it. */
  repositories: number;
}

export interface Upload {
  repository: string;
  /** Bytes received; the next chunk starts here. */
  offset: number;
  startedAt: Moment;
  region: string;
}

/**
 * Something that a region does not show yet. The tables hold the newest state; a region that is behind shows `before`
 * (null: nothing) until the copy arrives and the row goes.
 */
export interface Pending {
  before: unknown;
  /** Bytes still to copy. */
  bytes: number;
  since: Moment;
  /** When it should arrive, if nothing goes wrong. */
  due: Moment;
  /** Place in the queue of copies to that region. */
  order: string;
}

/** A copy that waits for its turn on the way to a region. */
export interface QueuedCopy {
  table: "blobIn" | "manifest" | "tag";
  key: string[];
  /** Region that it comes from. */
  from: string;
}

/** The way into one region, which carries one copy after the other. */
export interface CopyLane {
  waiting: number;
  /** Copies since the lane was last empty. */
  total: number;
  /** When all that waits should have arrived. */
  until: Moment;
  /** When the first copy of the queue set out, and when it arrives. */
  start: Moment;
  due: Moment;
  paused: boolean;
  /** A new replica that has not yet had everything. */
  filling: boolean;
}

export interface SoftDeleted<Row> {
  row: Row;
  deletedAt: Moment;
  purgeAt: Moment;
}

export interface ContentTables {
  /** registry, repository */
  repository: Repository;
  /** registry, repository, digest */
  manifest: Manifest;
  /** registry, repository, tag */
  tag: Tag;
  /** registry, repository, digest, tag: the tags of a manifest */
  tagOf: true;
  /** registry, repository, digest of the subject, digest of the referrer */
  referrer: Descriptor;
  /** registry, digest: present in the registry, with manifests left out */
  blob: RegistryBlob;
  /** registry, repository, digest: readable through that repository */
  blobIn: { size: number; createdAt: Moment };
  /** registry, repository, digest of a blob or child manifest, digest of the manifest that names it */
  usedBy: true;
  /** registry, digest of a manifest, repository that holds it */
  manifestIn: true;
  /** registry: bytes stored, each blob and manifest once */
  usage: { bytes: number };
  /** registry, session id */
  upload: Upload;
  /** registry, region, "blobIn" | "manifest" | "tag", then the segments of that row after the registry */
  pending: Pending;
  /** registry, region, order of arrival (12 digits) */
  queuedCopy: QueuedCopy;
  /** registry, region */
  copyLane: CopyLane;
  /** registry, repository, digest */
  deletedManifest: SoftDeleted<Manifest>;
  /** registry, repository, tag */
  deletedTag: SoftDeleted<Tag>;
}
