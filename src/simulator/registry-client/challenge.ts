/** How a registry wants to be shown who asks. */
export interface Challenge {
  scheme: "basic" | "bearer";
  /** Address of the token server. */
  realm: string;
  service: string;
  scope: string;
}

/** Reads a `WWW-Authenticate` header (RFC 7235; distribution, spec/auth/token.md); undefined for other schemes. */
export function readChallenge(header: string | null): Challenge | undefined {
  const scheme = /^(basic|bearer)\b/i.exec(header ?? "")?.[1]?.toLowerCase();
  if (header === null || (scheme !== "basic" && scheme !== "bearer")) return undefined;
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`, "i").exec(header)?.[1] ?? "";
  return { scheme, realm: value("realm"), service: value("service"), scope: value("scope") };
}
