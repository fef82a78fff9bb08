import { fail, ok, type Result } from "../world/result.ts";
import type { RegistryCall } from "./registry-route.ts";

/** Sessions whose body is being read at this moment. */
const busy = new WeakMap<object, Set<string>>();

/**
 * Appends the body of a request to an upload's bytes, piece by piece as it arrives; answers with how many came. What came of
 * a body that broke off, or that is not as long as its range said, is forgotten.
 */
export async function receiveBody(
  { cloud, request }: RegistryCall,
  id: string,
  offset: number,
  expected: number | undefined,
): Promise<Result<number>> {
  const reading = busy.get(cloud.blobs) ?? new Set<string>();
  busy.set(cloud.blobs, reading);
  if (reading.has(id)) {
    return fail({ code: "BLOB_UPLOAD_INVALID", status: 400, message: "another request is writing to this upload" });
  }
  reading.add(id);
  const staging = cloud.blobs.staging(id);
  staging.truncate(offset);
  const declared = request.headers.get("content-length");
  try {
    if (request.body) {
      const reader = request.body.getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) staging.append(piece.value);
    }
  } catch {
    staging.truncate(offset);
    return fail({
      code: "BLOB_UPLOAD_INVALID",
      status: 400,
      message: "the body broke off",
      why: "Less arrived than was announced; the upload goes on from where it was.",
    });
  } finally {
    reading.delete(id);
  }
  const received = staging.size - offset;
  const wanted = expected ?? (declared === null ? received : Number(declared));
  if (received === wanted) return ok(received);
  staging.truncate(offset);
  return fail({
    code: "SIZE_INVALID",
    status: 400,
    message: "provided length did not match content length",
    target: { expected: wanted, received },
  });
}
