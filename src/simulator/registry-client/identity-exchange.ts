import type { Origin, Plane } from "../world/cloud.ts";

/** Audience of the directory's tokens that registries exchange (Azure/acr, AAD-OAuth.md). */
const audience = "https://management.azure.com/";

/** Where a machine gets tokens of its managed identity; no name server knows the address. */
const metadataService = "http://169.254.169.254/metadata/identity/oauth2/token";

/**
 * Exchanges a token of the directory for a refresh token of the registry (Azure/acr, AAD-OAuth.md); undefined when the
 * registry rejects it. `service` is that of the registry's challenge.
 */
export async function exchangeDirectoryToken(
  send: (request: Request) => Promise<Response>,
  host: string,
  token: string,
  { service = host, tenant }: { service?: string; tenant?: string } = {},
): Promise<string | undefined> {
  const form = new URLSearchParams({
    grant_type: "access_token",
    service,
    ...(tenant !== undefined && { tenant }),
    access_token: token,
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const response = await send(
    new Request(`https://${host}/oauth2/exchange`, { method: "POST", headers, body: form.toString() }),
  );
  return response.ok ? ((await response.json()) as { refresh_token: string }).refresh_token : undefined;
}

/**
 * Gets a refresh token of a registry for the managed identity of a machine: a token of the metadata service, exchanged at the
 * registry. Undefined when one of them rejects it.
 */
export async function exchangeIdentity(
  send: Plane,
  origin: Origin,
  principalId: string,
  host: string,
): Promise<string | undefined> {
  const query = `api-version=2018-02-01&resource=${encodeURIComponent(audience)}`;
  const request = new Request(`${metadataService}?${query}`, { headers: { Metadata: "true" } });
  const response = await send(request, { ...origin, principalId });
  if (!response.ok) return undefined;
  const { access_token: token } = (await response.json()) as { access_token: string };
  return exchangeDirectoryToken((exchange) => send(exchange, origin), host, token);
}
