/** A request that cannot be met now; `code` is one of the protocol's. */
export class SandboxError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
