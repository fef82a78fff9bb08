/** What a client sees when no answer comes back: the name has no address, or nobody listens there. */
export class NetworkError extends TypeError {
  constructor(
    readonly code: "ENOTFOUND" | "ECONNREFUSED",
    readonly hostname: string,
  ) {
    super(code === "ENOTFOUND" ? `getaddrinfo ENOTFOUND ${hostname}` : `connect ECONNREFUSED ${hostname}`);
    this.name = "NetworkError";
  }
}
