/** The device has no room left. Nothing of the refused write was stored. */
export class StorageFullError extends Error {
  override readonly name = "StorageFullError";
  constructor(cause?: unknown) {
    super(
      "There isn’t enough storage space on this device, so your last change wasn’t saved. " +
        "Export a backup now. Then free up space on your device or delete old attempts, and try again.",
      { cause },
    );
  }
}

/** The attempt is gone, most likely deleted in another tab. */
export class MissingAttemptError extends Error {
  override readonly name = "MissingAttemptError";
  constructor() {
    super("This attempt no longer exists on this device. It may have been deleted in another tab.");
  }
}

/** What a failed write is called outside this folder; anything but a full device passes through. */
export function storageError(error: unknown): unknown {
  return isQuotaError(error) ? new StorageFullError(error) : error;
}

/** Browsers report a full device on the request, on the commit (an abort with an inner error) or, in bulk, as a list. */
function isQuotaError(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 3) return false;
  if ("name" in error && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED"))
    return true;
  if ("inner" in error && isQuotaError(error.inner, depth + 1)) return true;
  return "failures" in error && Array.isArray(error.failures)
    ? error.failures.some((failure) => isQuotaError(failure, depth + 1))
    : false;
}
