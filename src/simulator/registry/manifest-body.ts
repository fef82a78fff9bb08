import type { Descriptor } from "../world/content-tables.ts";
import { digestAlgorithm } from "../world/hash.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import { isRecord } from "../world/json.ts";

export const mediaTypes = {
  imageManifest: "application/vnd.oci.image.manifest.v1+json",
  imageIndex: "application/vnd.oci.image.index.v1+json",
  artifactManifest: "application/vnd.oci.artifact.manifest.v1+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
} as const;

const indexTypes: ReadonlySet<string> = new Set([mediaTypes.imageIndex, mediaTypes.dockerList]);
const known: ReadonlySet<string> = new Set(Object.values(mediaTypes));

/** What the registry reads from the bytes of a manifest. */
export interface ManifestBody {
  mediaType: string;
  /** Config and layers of an image, blobs of an artifact, or manifests of an index. */
  references: Descriptor[];
  isIndex: boolean;
  configMediaType?: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  subject?: Descriptor;
}

const invalid = (message: string): { ok: false; refusal: Refusal } =>
  fail({
    code: "MANIFEST_INVALID",
    status: 400,
    message: `manifest invalid: ${message}`,
    why: "A manifest is JSON with a known media type and complete descriptors.",
  });

function descriptor(value: unknown): Descriptor | undefined {
  if (!isRecord(value)) return undefined;
  const { mediaType, digest, size, urls } = value;
  if (typeof mediaType !== "string" || typeof digest !== "string" || !digestAlgorithm(digest)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  if (urls !== undefined && urls !== null && !(Array.isArray(urls) && urls.every((url) => typeof url === "string"))) {
    return undefined;
  }
  return value as unknown as Descriptor;
}

const textMap = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every((item) => typeof item === "string");

/** Bytes that the registry never holds: media types not to be distributed, and blobs that live at other addresses. */
export const isHeldElsewhere = ({ mediaType, urls }: Descriptor): boolean =>
  /\.(nondistributable|foreign)\./.test(mediaType) || (urls?.length ?? 0) > 0;

/** Reads and checks the body of a manifest; parameters on the media type are ignored (OCI distribution-spec, pushing). */
export function readManifestBody(bytes: Uint8Array, contentType: string | null): Result<ManifestBody> {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return invalid("the body is not JSON");
  }
  if (!isRecord(body)) return invalid("the body is not a JSON object");
  const said = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const own = typeof body["mediaType"] === "string" ? body["mediaType"] : undefined;
  const mediaType = said === "" || said === "application/json" ? own : said;
  if (mediaType === undefined || !known.has(mediaType))
    return invalid(`media type ${mediaType ?? "missing"} is not supported`);
  if (own !== undefined && own !== mediaType) return invalid(`the body says ${own}, the request ${mediaType}`);
  if (mediaType !== mediaTypes.artifactManifest && body["schemaVersion"] !== 2)
    return invalid("schemaVersion is not 2");

  const isIndex = indexTypes.has(mediaType);
  const lists = isIndex
    ? body["manifests"]
    : mediaType === mediaTypes.artifactManifest
      ? body["blobs"]
      : body["layers"];
  if (lists !== undefined && lists !== null && !Array.isArray(lists))
    return invalid("its list of descriptors is not a list");
  if (isIndex && !Array.isArray(lists)) return invalid("an index lists manifests");
  const hasConfig = !isIndex && mediaType !== mediaTypes.artifactManifest;
  const config = hasConfig ? descriptor(body["config"]) : undefined;
  if (hasConfig && !config) return invalid("config is not a descriptor");
  const references: Descriptor[] = config ? [config] : [];
  for (const entry of (lists as unknown[] | undefined | null) ?? []) {
    const reference = descriptor(entry);
    if (!reference) return invalid("an entry is not a descriptor with media type, digest and size");
    references.push(reference);
  }
  const subject = body["subject"] === undefined ? undefined : descriptor(body["subject"]);
  if (body["subject"] !== undefined && !subject) return invalid("subject is not a descriptor");
  const { annotations, artifactType } = body;
  if (annotations !== undefined && annotations !== null && !textMap(annotations))
    return invalid("annotations are not text");
  if (artifactType !== undefined && typeof artifactType !== "string") return invalid("artifactType is not text");
  return ok({
    mediaType,
    references,
    isIndex,
    ...(config && { configMediaType: config.mediaType }),
    ...(artifactType && { artifactType }),
    ...(textMap(annotations) && { annotations }),
    ...(subject && { subject }),
  });
}
