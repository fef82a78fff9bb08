import type { Challenge } from "./challenge.ts";

/** What a tool has for a registry: a user name and a password, or a refresh token of the registry. */
export type Credentials = { username: string; password: string } | { identityToken: string };

/** What a tool says of itself in requests for tokens. */
export interface TokenClient {
  userAgent?: string | undefined;
  /** Client id where a refresh token is used; the user agent without it. */
  clientId?: string | undefined;
  /** False for tools that leave the user name out of the query. */
  namesAccount?: boolean | undefined;
}

/** Returns the value of an Authorization header for a user name and a password (RFC 7617, in UTF-8). */
export const basicAuthorization = (username: string, password: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${username}:${password}`)))}`;

/**
 * Makes the request for an access token that a challenge asks for: a form with a refresh token (distribution,
 * spec/auth/oauth.md), else a query with the password, or as nobody (spec/auth/token.md).
 */
export function tokenRequest(
  { realm, service }: Challenge,
  scopes: readonly string[],
  credentials: Credentials | undefined,
  { userAgent, clientId, namesAccount = true }: TokenClient,
): Request {
  const agent: Record<string, string> = userAgent === undefined ? {} : { "user-agent": userAgent };
  if (credentials && "identityToken" in credentials) {
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      service,
      client_id: clientId ?? userAgent ?? "",
      refresh_token: credentials.identityToken,
      scope: scopes.join(" "),
    });
    const headers = { "content-type": "application/x-www-form-urlencoded", ...agent };
    return new Request(realm, { method: "POST", headers, body: form.toString() });
  }
  const url = new URL(realm);
  if (credentials && namesAccount) url.searchParams.set("account", credentials.username);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  url.searchParams.set("service", service);
  const authorization = credentials && basicAuthorization(credentials.username, credentials.password);
  return new Request(url, { headers: { ...agent, ...(authorization !== undefined && { authorization }) } });
}
