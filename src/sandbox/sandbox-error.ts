/**
 * Rejects a request of the page. A handler of requests throws it, `sandbox-worker.ts` sends its code and message, and the client rejects with
 * a SandboxFailure. It is the only expected failure that is thrown in `sandbox/`: what handlers call returns a Result.
 */
export class SandboxError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Rejects what a newer version of Drydock stored, which this one might misread. No version stands for the first. */
export function requireKnown(version: number | undefined, known: number, subject: string): void {
  if ((version ?? 1) <= known) return;
  throw new SandboxError(
    "NewerVersion",
    `${subject} was stored by a newer version of Drydock. Reload the page to get that version; nothing is lost.`,
  );
}
