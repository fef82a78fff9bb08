import * as v from "valibot";
import type { ContentTables } from "./content-tables.ts";
import { count, flag, moment, text, textMap, texts, there, type RowSchemas } from "./schema-parts.ts";

/** The grammar of digests (OCI image-spec, descriptor.md); a manifest may name contents by algorithms not known here. */
const digest = v.pipe(text, v.regex(/^[a-z0-9]+([+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/, "not a digest"));
const attributes = v.looseObject({ deleteEnabled: flag, writeEnabled: flag, listEnabled: flag, readEnabled: flag });
/** What a manifest says beside these three comes from clients as it is. */
const descriptor = v.looseObject({ mediaType: text, digest, size: count });
const manifest = v.looseObject({
  mediaType: text,
  size: count,
  references: v.array(descriptor),
  configMediaType: v.optional(text),
  artifactType: v.optional(text),
  annotations: v.optional(textMap),
  subject: v.optional(digest),
  architecture: v.optional(text),
  os: v.optional(text),
  imageSize: count,
  createdAt: moment,
  updatedAt: moment,
  untaggedAt: v.optional(moment),
  attributes,
  quarantined: flag,
  pushedBy: text,
  region: text,
});
const tag = v.looseObject({ digest, createdAt: moment, updatedAt: moment, attributes, signed: flag });

export const contentRows = {
  repository: v.looseObject({
    createdAt: moment,
    updatedAt: moment,
    manifestCount: count,
    tagCount: count,
    attributes,
  }),
  manifest,
  tag,
  tagOf: there,
  referrer: descriptor,
  blob: v.looseObject({ size: count, repositories: count }),
  blobIn: v.looseObject({ size: count, createdAt: moment }),
  usedBy: there,
  manifestIn: there,
  usage: v.looseObject({ bytes: count }),
  upload: v.looseObject({ repository: text, offset: count, startedAt: moment, region: text }),
  pending: v.looseObject({ before: v.unknown(), bytes: count, since: moment, due: moment, order: text }),
  queuedCopy: v.looseObject({ table: v.picklist(["blobIn", "manifest", "tag"]), key: texts, from: text }),
  copyLane: v.looseObject({
    waiting: count,
    total: count,
    until: moment,
    start: moment,
    due: moment,
    paused: flag,
    filling: flag,
  }),
  deletedManifest: v.looseObject({ row: manifest, deletedAt: moment, purgeAt: moment }),
  deletedTag: v.looseObject({ row: tag, deletedAt: moment, purgeAt: moment }),
} satisfies RowSchemas<ContentTables>;
