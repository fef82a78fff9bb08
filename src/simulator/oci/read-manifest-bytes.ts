import { fail, ok, type Result } from "../world/result.ts";
import { readWhole } from "./read-body.ts";
import type { RegistryCall } from "./registry-route.ts";

const broken = { code: "MANIFEST_INVALID", message: "the body broke off", next: "Send the whole manifest again." };

/** Reads the body of a manifest: 413 SIZE_INVALID beyond what a manifest may have, 400 MANIFEST_INVALID when it breaks off. */
export async function readManifestBytes({ cloud, request }: RegistryCall): Promise<Result<Uint8Array>> {
  const mebibytes = cloud.rules().value<number>("maxManifestSizeMiB") ?? Number.POSITIVE_INFINITY;
  const read = await readWhole(request, mebibytes * 2 ** 20, broken);
  if (!read.ok) return read;
  if (read.value !== undefined) return ok(read.value);
  return fail({
    code: "SIZE_INVALID",
    status: 413,
    message: "the manifest is too large",
    fact: "maxManifestSizeMiB",
  });
}
