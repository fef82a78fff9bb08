import type { Caller } from "../identity/access.ts";
import { checkDirectoryToken, principalOfAnyToken, type Audience } from "../identity/directory-token.ts";
import { callerName, mayTouchContent } from "../identity/evaluate.ts";
import { resolveHost } from "../registry/endpoints.ts";
import { isoTime, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { basicCredentials, challenge, requireReach, signInWithPassword } from "./authenticate.ts";
import { publicAddress } from "./public-address.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";
import { grantScopes, parseScopes } from "./scopes.ts";
import { accessTokenSeconds, issueAccessToken, issueRefreshToken, readRegistryToken, unauthorized } from "./tokens.ts";

const badRequest = (message: string) => fail({ code: "INVALID_REQUEST", status: 400, message });

/** The fields of a form body. */
const formOf = async (request: Request): Promise<URLSearchParams> => new URLSearchParams(await request.text());

/** A token is made for the registry that was asked; `service` has to be one of its hosts, as the client knows it. */
function checkService({ cloud, request, registry }: RegistryCall, service: string | null): Result<null> {
  if (service === null || service === "") return badRequest("service is missing");
  const own = service === publicAddress(request).host;
  const named = resolveHost(cloud.world(), cloud.rules(), service)?.registry === registry;
  return own || named ? ok(null) : badRequest(`service ${service} is not this registry`);
}

/** Whether nobody without credentials gets anything here, so that a token for nobody would be of no use. */
const closedToAnonymous = ({ cloud, registry }: RegistryCall): boolean =>
  !mayTouchContent(cloud.world(), cloud.rules(), { caller: { kind: "anonymous" }, registry, operation: "pull" })
    .allowed;

interface TokenRequest {
  scopes: readonly string[];
  offline: boolean;
}

/** The answer to a token request: what was asked, as far as the caller's rights go. */
function tokenAnswer(call: RegistryCall, caller: Caller, { scopes, offline }: TokenRequest): Result<Response> {
  const { cloud, registry, region } = call;
  const world = cloud.world();
  const access = grantScopes(world, cloud.rules(), caller, registry, parseScopes(scopes));
  const token = issueAccessToken(cloud, registry, caller, access);
  const body = {
    access_token: token,
    token,
    expires_in: accessTokenSeconds,
    issued_at: isoTime(now(world)),
    scope: access.map(({ type, name, actions }) => `${type}:${name}:${actions.join(",")}`).join(" "),
    ...(offline && caller.kind !== "anonymous" && { refresh_token: issueRefreshToken(cloud, registry, caller) }),
  };
  const granted = body.scope === "" ? "no access" : body.scope;
  const why = `The token grants ${granted}, out of what was asked: ${scopes.join(" ") || "nothing"}.`;
  return ok(cloud.trace(Response.json(body), { who: callerName(world, caller), region, why }));
}

/** GET /oauth2/token: scopes in the query, Basic credentials or none (distribution, spec/auth/token.md). */
async function getToken(call: RegistryCall): Promise<Result<Response>> {
  const { cloud, request, url, registry, origin } = call;
  const reach = requireReach(cloud, registry, origin);
  if (!reach.ok) return reach;
  const service = checkService(call, url.searchParams.get("service"));
  if (!service.ok) return service;
  const tokenRequest = {
    scopes: url.searchParams.getAll("scope"),
    offline: url.searchParams.get("offline_token") === "true",
  };
  const header = request.headers.get("authorization");
  if (header === null) {
    if (closedToAnonymous(call))
      return challenged(call, "Nobody gets a token here without signing in.", "anonymousPull");
    return tokenAnswer(call, { kind: "anonymous" }, tokenRequest);
  }
  const credentials = /^basic\s/i.test(header) ? basicCredentials(header) : undefined;
  if (!credentials) return challenged(call, "The Authorization header holds no user name and password.");
  const caller = signInWithPassword(cloud, registry, credentials.username, credentials.password);
  return caller.ok ? tokenAnswer(call, caller.value, tokenRequest) : caller;
}

const challenged = ({ request }: RegistryCall, why: string, fact?: string): Result<never> =>
  fail({ ...unauthorized(why, fact), headers: { "WWW-Authenticate": challenge(request) } });

/** POST /oauth2/token: a refresh token or a password in a form (distribution, spec/auth/oauth.md). */
async function postToken(call: RegistryCall): Promise<Result<Response>> {
  const { cloud, request, registry, origin } = call;
  const reach = requireReach(cloud, registry, origin);
  if (!reach.ok) return reach;
  const form = await formOf(request);
  const service = checkService(call, form.get("service"));
  if (!service.ok) return service;
  const tokenRequest = { scopes: form.getAll("scope"), offline: form.get("access_type") === "offline" };
  switch (form.get("grant_type")) {
    case "refresh_token": {
      const read = readRegistryToken(cloud, registry, form.get("refresh_token") ?? "", "refresh_token");
      return read.ok ? tokenAnswer(call, read.value.caller, tokenRequest) : read;
    }
    case "password": {
      const caller = signInWithPassword(cloud, registry, form.get("username") ?? "", form.get("password") ?? "");
      return caller.ok ? tokenAnswer(call, caller.value, tokenRequest) : caller;
    }
    default:
      return badRequest("grant_type has to be refresh_token or password");
  }
}

/** POST /oauth2/exchange: a token of the directory for a refresh token of the registry (Azure/acr, AAD-OAuth.md). */
async function exchange(call: RegistryCall): Promise<Result<Response>> {
  const { cloud, request, registry, region, origin } = call;
  const reach = requireReach(cloud, registry, origin);
  if (!reach.ok) return reach;
  const form = await formOf(request);
  const service = checkService(call, form.get("service"));
  if (!service.ok) return service;
  if (form.get("grant_type") !== "access_token") return badRequest("grant_type has to be access_token");
  const world = cloud.world();
  const token = form.get("access_token") ?? "";
  const anyPrincipal = origin.anyDirectoryToken ? principalOfAnyToken(world, token) : undefined;
  const armTokens = world.get("registry", registry)?.policies.azureAdAsArm ?? true;
  const accepted: Audience[] = armTokens ? ["arm", "registry"] : ["registry"];
  const found = anyPrincipal ? ok(anyPrincipal) : checkDirectoryToken(world, cloud.hash, token, accepted);
  if (!found.ok) return found;
  const caller: Caller = { kind: "principal", id: found.value.id };
  const answer = Response.json({ refresh_token: issueRefreshToken(cloud, registry, caller) });
  const hours = cloud.rules().value<number>("acrLoginTokenHours") ?? 0;
  return ok(
    cloud.trace(answer, {
      who: found.value.displayName,
      region,
      why: `The directory token was exchanged for a refresh token of this registry that lasts ${hours} hours.`,
    }),
  );
}

/** The endpoints where tokens come from. */
export const oauthRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/oauth2\/token$/, handle: getToken },
  { methods: ["POST"], path: /^\/oauth2\/token$/, handle: postToken },
  { methods: ["POST"], path: /^\/oauth2\/exchange$/, handle: exchange },
];
