import { now } from "../world/clock.ts";
import type { Descriptor, Manifest } from "../world/content-tables.ts";
import type { Draft } from "../world/world.ts";
import type { ContentSite } from "../world/registry-events.ts";
import type { Cloud } from "./cloud.ts";
import { unlocked } from "./content-change.ts";
import type { ManifestBody } from "./manifest-body.ts";

/** The row of a manifest that was pushed; one that is there already keeps its age, its locks and where it came in. */
export function manifestRow(
  draft: Draft,
  cloud: Cloud,
  { region, who }: ContentSite,
  body: ManifestBody,
  size: number,
  known: Manifest | undefined,
  quarantined: boolean,
  untagged: boolean,
): Manifest {
  const at = now(draft);
  const platform = known ?? readPlatform(cloud, body);
  const untaggedAt = known ? known.untaggedAt : untagged ? at : undefined;
  return {
    mediaType: body.mediaType,
    size,
    references: body.references,
    ...(body.configMediaType && { configMediaType: body.configMediaType }),
    ...(body.artifactType && { artifactType: body.artifactType }),
    ...(body.annotations && { annotations: body.annotations }),
    ...(body.subject && { subject: body.subject.digest }),
    ...(platform?.architecture && { architecture: platform.architecture }),
    ...(platform?.os && { os: platform.os }),
    imageSize: body.references.reduce((sum, part) => sum + part.size, size),
    createdAt: known?.createdAt ?? at,
    updatedAt: at,
    ...(untaggedAt !== undefined && { untaggedAt }),
    attributes: known?.attributes ?? unlocked,
    quarantined,
    pushedBy: who,
    region: known?.region ?? region,
  };
}

/** A config larger than this is not read for its platform. */
const configLimit = 2 ** 20;

/** Architecture and system from the config of an image, as the service shows them with the manifest. */
function readPlatform(
  cloud: Cloud,
  { references, configMediaType }: ManifestBody,
): Pick<Manifest, "architecture" | "os"> {
  const config = references.find(({ mediaType }) => mediaType === configMediaType);
  if (!config || !/(image\.config|container\.image)\.v1\+json$/.test(config.mediaType) || config.size > configLimit)
    return {};
  if (cloud.blobs.size(config.digest) === undefined) return {};
  try {
    const read = JSON.parse(new TextDecoder().decode(cloud.blobs.bytes(config.digest))) as Record<
      string,
      unknown
    > | null;
    const { architecture, os } = read ?? {};
    return {
      ...(typeof architecture === "string" && { architecture }),
      ...(typeof os === "string" && { os }),
    };
  } catch {
    return {};
  }
}

/** A manifest as the list of referrers shows it (OCI distribution-spec, listing referrers). */
export function referrerOf(digest: string, size: number, body: ManifestBody): Descriptor {
  const artifactType = body.artifactType ?? body.configMediaType;
  return {
    mediaType: body.mediaType,
    digest,
    size,
    ...(artifactType !== undefined && { artifactType }),
    ...(body.annotations && { annotations: body.annotations }),
  };
}
