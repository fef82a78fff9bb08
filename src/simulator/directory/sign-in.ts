import { audienceOf, directoryTokenSeconds, issueDirectoryToken } from "../identity/directory-token.ts";
import { principalsNamed } from "../identity/directory.ts";
import type { Cloud } from "../registry/cloud.ts";
import { now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Origin, Plane } from "../world/cloud.ts";
import type { World } from "../world/world.ts";

/** Host of the directory's sign-in. */
export const signInHost = "login.microsoftonline.com";

interface SignInError {
  error: string;
  /** Number of the directory's error, e.g. 7000215. */
  code: number;
  description: string;
}

const isError = (found: Principal | SignInError): found is SignInError => "error" in found;

const invalidSecret = (appId: string): SignInError => ({
  error: "invalid_client",
  code: 7000215,
  description:
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the " +
    `client secret ID, for a secret added to app '${appId}'.`,
});

/** The service principal that an application id and one of its secrets stand for. */
function byClientSecret(world: World, form: URLSearchParams, tenant: string): Principal | SignInError {
  const appId = form.get("client_id") ?? "";
  const principal = principalsNamed(world, appId).find((row) => row.appId === appId);
  if (!principal) {
    const description =
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the ` +
      "application has not been installed by the administrator of the tenant or consented to by any user in the tenant.";
    return { error: "unauthorized_client", code: 700016, description };
  }
  const secret = (principal.secrets ?? []).find(({ value }) => value === form.get("client_secret"));
  if (!secret) return invalidSecret(appId);
  if (secret.expires <= now(world)) {
    return {
      error: "invalid_client",
      code: 7000222,
      description: `The provided client secret keys for app '${appId}' are expired.`,
    };
  }
  return principal;
}

/** Whoever sits at the machine, signed in to the directory in the browser: the origin's principal, else the learner. */
function bySession(world: World, origin: Origin): Principal | SignInError {
  const id = origin.principalId ?? world.get("settings")?.signedIn;
  const principal = id ? world.get("principal", id) : undefined;
  return (
    principal ?? {
      error: "interaction_required",
      code: 50058,
      description: "Session information is not sufficient for single-sign-on.",
    }
  );
}

function principalFor(world: World, form: URLSearchParams, tenant: string, origin: Origin): Principal | SignInError {
  switch (form.get("grant_type")) {
    case "client_credentials":
      return byClientSecret(world, form, tenant);
    case "authorization_code":
      return bySession(world, origin);
    case "password":
      return {
        error: "invalid_grant",
        code: 50126,
        description: "Error validating credentials due to invalid username or password.",
      };
    default:
      return {
        error: "unsupported_grant_type",
        code: 70003,
        description: "The app requested an unsupported grant type.",
      };
  }
}

/** The directory's token endpoint: service principals with their secrets, and the person in front of the browser. */
export const createSignIn =
  (cloud: Cloud): Plane =>
  async (request, origin) => {
    const world = cloud.world();
    const [tenant = "", ...path] = new URL(request.url).pathname.split("/").filter((part) => part !== "");
    const refuse = (status: number, { error, code, description }: SignInError) =>
      cloud.trace(
        Response.json({ error, error_description: `AADSTS${code}: ${description}`, error_codes: [code] }, { status }),
        { why: description },
      );
    if (path.join("/") !== "oauth2/v2.0/token" || request.method !== "POST") {
      return refuse(404, { error: "invalid_request", code: 900144, description: "There is nothing at this address." });
    }
    const own = world.get("settings")?.subscription.tenantId ?? "";
    if (!["common", "organizations", own.toLowerCase()].includes(tenant.toLowerCase())) {
      const description = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`;
      return refuse(400, { error: "invalid_request", code: 90002, description });
    }
    const form = new URLSearchParams(await request.text());
    const audience = audienceOf(form.get("scope") ?? "");
    if (!audience) {
      const description = `The resource principal named ${form.get("scope") ?? ""} was not found in the tenant.`;
      return refuse(400, { error: "invalid_resource", code: 500011, description });
    }
    const principal = principalFor(world, form, tenant, origin);
    if (isError(principal)) return refuse(principal.error === "unauthorized_client" ? 400 : 401, principal);
    const body = {
      token_type: "Bearer",
      expires_in: directoryTokenSeconds,
      ext_expires_in: directoryTokenSeconds,
      access_token: issueDirectoryToken(world, cloud.hash, principal, audience),
    };
    return cloud.trace(Response.json(body), { who: principal.displayName });
  };
