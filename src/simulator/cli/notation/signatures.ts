import { notationTypes } from "../../signing/notation.ts";
import type { Call } from "../program.ts";
import { readManifest, type Descriptor } from "../registry/descriptor.ts";
import { fetchBlob, fetchManifest } from "../registry/download.ts";
import { listReferrers } from "../registry/referrers.ts";
import { failed } from "./config.ts";
import { refusalText, whyRefused, type Artifact } from "./target.ts";

/** The signatures that refer to an artifact. */
export async function listSignatures(call: Call, artifact: Artifact): Promise<Descriptor[]> {
  const { client, repository, digest, host } = artifact;
  try {
    return await listReferrers(call.machine, client, repository, digest, notationTypes.artifact);
  } catch (error) {
    throw failed(refusalText(error), whyRefused(call, host, error, true));
  }
}

/** The envelope that a signature's manifest holds. Throws what registries and networks throw, and DigestMismatch. */
export async function fetchEnvelope({ machine }: Call, { client, repository }: Artifact, signature: Descriptor) {
  const manifest = await fetchManifest(machine, client, repository, signature.digest);
  const layer = readManifest(manifest.bytes).layers?.[0];
  if (!layer) return { mediaType: "", bytes: new Uint8Array() };
  return { mediaType: layer.mediaType, bytes: await fetchBlob(machine, client, repository, layer.digest) };
}
