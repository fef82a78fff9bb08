import { joinBytes } from "../world/memory-blob-store.ts";
import { fail, ok, type Result } from "../world/result.ts";

const cutOff = (why: string): Result<never> =>
  fail({
    code: "BLOB_UPLOAD_INVALID",
    status: 400,
    message: "blob upload invalid",
    why,
    next: "Ask the session how far it came and go on from there.",
  });

/**
 * Hands over the pieces of a request's body as they arrive and tells how many bytes came. A body that breaks off, or is not
 * as long as its Content-Length says, is refused.
 */
export async function readPieces(request: Request, take: (piece: Uint8Array) => void): Promise<Result<number>> {
  let size = 0;
  try {
    const reader = request.body?.getReader();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      const piece = next.value as Uint8Array;
      size += piece.length;
      take(piece);
    }
  } catch {
    return cutOff(`The body broke off after ${size} bytes.`);
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

/** The whole body, or undefined as soon as it is known to be longer than `limit` bytes. */
export async function readWhole(
  request: Request,
  limit = Number.POSITIVE_INFINITY,
): Promise<Result<Uint8Array | undefined>> {
  const said = Number(request.headers.get("content-length") ?? 0);
  if (said > limit) return ok(undefined);
  const pieces: Uint8Array[] = [];
  let kept = 0;
  const read = await readPieces(request, (piece) => {
    kept += piece.length;
    if (kept <= limit) pieces.push(piece);
  });
  if (!read.ok) return read;
  return ok(kept > limit ? undefined : joinBytes(pieces));
}
