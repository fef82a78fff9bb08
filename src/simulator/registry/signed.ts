import type { Reader } from "../world/world.ts";

/** What Notation signatures call themselves (Notary Project, signature-specification.md). */
const notationArtifact = "application/vnd.cncf.notary.signature";

/** Whether content trust has a signed target for this tag that stands for this digest. */
export const trustsTag = (reader: Reader, registry: string, repository: string, tag: string, digest: string): boolean =>
  reader.get("trust", registry, repository)?.signedTags[tag] === digest;

/**
 * Whether a manifest is signed: by a target of content trust or by a Notation signature that refers to it. The registry
 * only sees that a signature is there; whether to believe its key is for who pulls to decide.
 */
export function isSigned(reader: Reader, registry: string, repository: string, digest: string): boolean {
  const tags = reader.get("trust", registry, repository)?.signedTags ?? {};
  if (Object.values(tags).includes(digest)) return true;
  for (const { row } of reader.scan("referrer", [registry, repository, digest])) {
    if (row.artifactType === notationArtifact) return true;
  }
  return false;
}
