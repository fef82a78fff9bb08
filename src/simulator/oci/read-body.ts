import { joinBytes } from "../world/memory-blob-store.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";

/** Rejects a body that ends too early, and says what to do. */
type Broken = Pick<Refusal, "code" | "message" | "next">;

const brokenUpload: Broken = {
  code: "BLOB_UPLOAD_INVALID",
  message: "blob upload invalid",
  next: "Ask the upload session for its offset and continue from there.",
};

/**
 * Hands over the pieces of a request's body as they arrive and tells how many bytes came; stops as soon as more than `limit`
 * bytes came, and takes in no more. A body that breaks off is refused with 400 and the code of `broken`, one that is not as
 * long as its Content-Length says with 400 SIZE_INVALID (OCI distribution-spec, error codes).
 */
export async function readPieces(
  request: Request,
  take: (piece: Uint8Array) => void,
  limit = Number.POSITIVE_INFINITY,
  broken = brokenUpload,
): Promise<Result<number>> {
  let size = 0;
  try {
    const reader = request.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      const piece = next.value as Uint8Array;
      size += piece.length;
      if (size > limit) {
        await reader?.cancel();
        return ok(size);
      }
      take(piece);
    }
  } catch {
    return fail({ ...broken, status: 400, why: `The body ended after ${size} bytes.` });
  }
  const said = request.headers.get("content-length");
  if (said !== null && Number(said) !== size) {
    return fail({
      code: "SIZE_INVALID",
      status: 400,
      message: "provided length did not match content length",
      target: { expected: said, received: size },
      why: `Content-Length says ${said}, and ${size} bytes came.`,
    });
  }
  return ok(size);
}

/** The whole body, or undefined as soon as it is known to be longer than `limit` bytes; refused as `readPieces` does. */
export async function readWhole(
  request: Request,
  limit: number,
  broken: Broken,
): Promise<Result<Uint8Array | undefined>> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return ok(undefined);
  const pieces: Uint8Array[] = [];
  const read = await readPieces(request, (piece) => pieces.push(piece), limit, broken);
  if (!read.ok) return read;
  return ok(read.value > limit ? undefined : joinBytes(pieces));
}
