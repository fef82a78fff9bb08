import { joinBytes } from "../world/memory-blob-store.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { RegistryCall } from "./registry-route.ts";

/** Reads the body of a manifest, at most as much as a manifest may have; the rest is never taken in. */
export async function readManifestBytes({ cloud, request }: RegistryCall): Promise<Result<Uint8Array>> {
  const limit = (cloud.rules().value<number>("maxManifestSizeMiB") ?? Number.POSITIVE_INFINITY) * 2 ** 20;
  const tooLarge = fail({
    code: "SIZE_INVALID",
    status: 413,
    message: "the manifest is too large",
    fact: "maxManifestSizeMiB",
  });
  if (Number(request.headers.get("content-length") ?? 0) > limit) return tooLarge;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = request.body?.getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      size += piece.value.length;
      if (size > limit) {
        await reader?.cancel();
        return tooLarge;
      }
      pieces.push(piece.value);
    }
  } catch {
    return fail({ code: "MANIFEST_INVALID", status: 400, message: "the body broke off" });
  }
  return ok(joinBytes(pieces));
}
