import { audienceOf, directoryTokenSeconds, issueDirectoryToken } from "../identity/directory-token.ts";
import { principalsNamed } from "../identity/directory.ts";
import type { Cloud } from "../registry/cloud.ts";
import { now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Origin, Plane } from "../world/cloud.ts";
import type { World } from "../world/world.ts";
import { fail, ok, type Failure, type Result } from "../world/result.ts";

/** Host of the directory's sign-in. */
export const signInHost = "login.microsoftonline.com";

/** A sign-in that the directory rejects: the code is that of OAuth, e.g. invalid_client. */
interface SignInFailure extends Failure {
  /** Number of the directory's error, e.g. 7000215. */
  number: number;
}

const rejected = (code: string, number: number, message: string) => fail<SignInFailure>({ code, number, message });

/** The service principal that an application id and one of its secrets stand for. */
function byClientSecret(world: World, form: URLSearchParams, tenant: string): Result<Principal, SignInFailure> {
  const appId = form.get("client_id") ?? "";
  const principal = principalsNamed(world, appId).find((row) => row.appId === appId);
  if (!principal) {
    const description =
      `Application with identifier '${appId}' was not found in the directory '${tenant}'. This can happen if the ` +
      "application has not been installed by the administrator of the tenant or consented to by any user in the tenant.";
    return rejected("unauthorized_client", 700016, description);
  }
  const secret = (principal.secrets ?? []).find(({ value }) => value === form.get("client_secret"));
  if (!secret) {
    const description =
      "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the " +
      `client secret ID, for a secret added to app '${appId}'.`;
    return rejected("invalid_client", 7000215, description);
  }
  if (secret.expires <= now(world)) {
    return rejected("invalid_client", 7000222, `The provided client secret keys for app '${appId}' are expired.`);
  }
  return ok(principal);
}

/** Whoever sits at the machine, signed in to the directory in the browser: the origin's principal, else the learner. */
function bySession(world: World, origin: Origin): Result<Principal, SignInFailure> {
  const id = origin.principalId ?? world.get("settings")?.signedIn;
  const principal = id ? world.get("principal", id) : undefined;
  return principal
    ? ok(principal)
    : rejected("interaction_required", 50058, "Session information is not sufficient for single-sign-on.");
}

function principalFor(
  world: World,
  form: URLSearchParams,
  tenant: string,
  origin: Origin,
): Result<Principal, SignInFailure> {
  switch (form.get("grant_type")) {
    case "client_credentials":
      return byClientSecret(world, form, tenant);
    case "authorization_code":
      return bySession(world, origin);
    case "password":
      return rejected("invalid_grant", 50126, "Error validating credentials due to invalid username or password.");
    default:
      return rejected("unsupported_grant_type", 70003, "The app requested an unsupported grant type.");
  }
}

/** The directory's token endpoint: service principals with their secrets, and the person in front of the browser. */
export const createSignIn =
  (cloud: Cloud): Plane =>
  async (request, origin) => {
    const world = cloud.world();
    const [tenant = "", ...path] = new URL(request.url).pathname.split("/").filter((part) => part !== "");
    const answer = (status: number, { code, number, message }: SignInFailure) =>
      cloud.trace(
        Response.json(
          { error: code, error_description: `AADSTS${number}: ${message}`, error_codes: [number] },
          { status },
        ),
        { why: message },
      );
    if (path.join("/") !== "oauth2/v2.0/token" || request.method !== "POST") {
      return answer(404, { code: "invalid_request", number: 900144, message: "There is nothing at this address." });
    }
    const own = world.get("settings")?.subscription.tenantId ?? "";
    if (!["common", "organizations", own.toLowerCase()].includes(tenant.toLowerCase())) {
      const message = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`;
      return answer(400, { code: "invalid_request", number: 90002, message });
    }
    const form = new URLSearchParams(await request.text());
    const audience = audienceOf(form.get("scope") ?? "");
    if (!audience) {
      const message = `The resource principal named ${form.get("scope") ?? ""} was not found in the tenant.`;
      return answer(400, { code: "invalid_resource", number: 500011, message });
    }
    const principal = principalFor(world, form, tenant, origin);
    if (!principal.ok) {
      return answer(principal.refusal.code === "unauthorized_client" ? 400 : 401, principal.refusal);
    }
    const body = {
      token_type: "Bearer",
      expires_in: directoryTokenSeconds,
      ext_expires_in: directoryTokenSeconds,
      access_token: issueDirectoryToken(world, cloud.hash, principal.value, audience),
    };
    return cloud.trace(Response.json(body), { who: principal.value.displayName });
  };
