/**
 * Tells a client that no answer comes back: the name has no address, or nobody listens there. A plane rejects with it, as `fetch` does;
 * `registry-client/` turns it into a failure.
 */
export class NetworkError extends TypeError {
  constructor(
    readonly code: "ENOTFOUND" | "ECONNREFUSED",
    readonly hostname: string,
  ) {
    super(code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${hostname}` : `connect ECONNREFUSED ${hostname}`);
    this.name = "NetworkError";
  }
}
