import { audienceOf, directoryTokenSeconds, issueDirectoryToken } from "../identity/directory-token.ts";
import type { Cloud } from "../registry/cloud.ts";
import { now } from "../world/clock.ts";
import type { Plane } from "../world/cloud.ts";

/** Address at which every Azure machine finds its own metadata service, and nothing else does. */
export const metadataHost = "169.254.169.254";

/**
 * The instance metadata service, as far as managed identities go: gives the machine a directory token for the identity it
 * has, which is the principal of the origin.
 */
export const createMetadataService =
  (cloud: Cloud): Plane =>
  async (request, origin) => {
    const url = new URL(request.url);
    const refuse = (status: number, error: string, description: string) =>
      cloud.trace(Response.json({ error, error_description: description }, { status }), { why: description });
    if (request.headers.get("metadata")?.toLowerCase() !== "true") {
      return refuse(400, "bad_request", "Required metadata header not specified");
    }
    if (url.pathname !== "/metadata/identity/oauth2/token") return refuse(404, "not_found", "Not found");
    const audience = audienceOf(url.searchParams.get("resource") ?? "");
    if (!audience) return refuse(400, "invalid_resource", "The resource named in the request is not known.");
    const principal = origin.principalId ? cloud.world().get("principal", origin.principalId) : undefined;
    if (!principal) return refuse(400, "invalid_request", "Identity not found");
    const expires = Math.floor(now(cloud.world()) / 1000) + directoryTokenSeconds;
    const body = {
      access_token: issueDirectoryToken(cloud.world(), cloud.hash, principal, audience),
      client_id: principal.appId,
      expires_in: String(directoryTokenSeconds),
      expires_on: String(expires),
      resource: url.searchParams.get("resource"),
      token_type: "Bearer",
    };
    return cloud.trace(Response.json(body), { who: principal.displayName });
  };
