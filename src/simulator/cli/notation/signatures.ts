import { notationTypes } from "../../signing/notation.ts";
import type { Call } from "../program.ts";
import { readManifest, type Descriptor } from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest } from "../../registry-client/download.ts";
import { listReferrers } from "../../registry-client/referrers.ts";
import { ok } from "../../world/result.ts";
import type { RegistryResult } from "../../registry-client/failure.ts";
import { orThrow } from "../registry/machine-client.ts";
import { failed } from "./config.ts";
import { failureText, whyFailed, type Artifact } from "./target.ts";

/** The signatures that refer to an artifact. */
export function listSignatures(call: Call, artifact: Artifact): Promise<Descriptor[]> {
  const { client, repository, digest, host } = artifact;
  return orThrow(listReferrers(client, repository, digest, notationTypes.artifact), (failure) =>
    failed(failureText(failure), whyFailed(call, host, failure, true)),
  );
}

/** Gets the envelope that a signature's manifest holds. */
export async function fetchEnvelope(
  { client, repository }: Artifact,
  signature: Descriptor,
): Promise<RegistryResult<{ mediaType: string; bytes: Uint8Array }>> {
  const manifest = await fetchManifest(client, repository, signature.digest);
  if (!manifest.ok) return manifest;
  const layer = readManifest(manifest.value.bytes).layers?.[0];
  if (!layer) return ok({ mediaType: "", bytes: new Uint8Array() });
  const blob = await fetchBlob(client, repository, layer.digest);
  return blob.ok ? ok({ mediaType: layer.mediaType, bytes: blob.value }) : blob;
}
