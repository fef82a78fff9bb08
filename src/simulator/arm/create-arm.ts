import type { Cloud } from "../registry/cloud.ts";
import type { Origin, Plane, Trace } from "../world/cloud.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import { checkDirectoryToken, principalOfAnyToken } from "../identity/directory-token.ts";
import { callerName, mayManage } from "../identity/evaluate.ts";
import { cloudRoutes } from "./providers/routes.ts";
import { clientOf } from "./client-of.ts";
import { authorizationFailed, errorBody, invalidContent } from "./errors.ts";
import { operationRoutes } from "./operations.ts";
import { importRoutes } from "./import-image.ts";
import { runRoutes } from "./runs.ts";
import { taskRoutes } from "./tasks.ts";
import { agentPoolRoutes } from "./agent-pools.ts";
import { cacheRuleRoutes } from "./cache-rules.ts";
import { connectedRegistryRoutes } from "./connected-registries.ts";
import { credentialSetRoutes } from "./credential-sets.ts";
import { notSimulatedRoutes } from "./not-simulated.ts";
import { privateEndpointRoutes } from "./private-endpoints.ts";
import { registryActionRoutes } from "./registry-actions.ts";
import { scopeMapRoutes } from "./scope-maps.ts";
import { tokenRoutes } from "./tokens.ts";
import { webhookRoutes } from "./webhooks.ts";
import { registryRoutes } from "./registries.ts";
import { replicationRoutes } from "./replications.ts";
import { groupRoutes } from "./resource-groups.ts";
import { resourceRoutes } from "./resources.ts";
import { subscriptionRoutes } from "./subscription.ts";
import { segmentsOf } from "../world/path-segments.ts";
import { RouteTable, type ArmAnswer, type ArmCall, type ArmRoute } from "./route.ts";

export interface ArmOptions {
  /** Take any subscription id for the one of the world, and any bearer token, as the loopback adapter does. */
  anySubscription?: boolean;
}

/** Every operation of the management plane. */
const routes: ArmRoute[] = [
  ...operationRoutes,
  ...subscriptionRoutes,
  ...groupRoutes,
  ...resourceRoutes,
  ...registryRoutes,
  ...replicationRoutes,
  ...cloudRoutes,
  ...registryActionRoutes,
  ...webhookRoutes,
  ...scopeMapRoutes,
  ...tokenRoutes,
  ...agentPoolRoutes,
  ...cacheRuleRoutes,
  ...credentialSetRoutes,
  ...privateEndpointRoutes,
  ...connectedRegistryRoutes,
  ...notSimulatedRoutes,
  ...taskRoutes,
  ...runRoutes,
  ...importRoutes,
];

/** Older versions had other shapes than the ones we print. */
const firstVersion = "2019-05-01";

/** The management plane: ARM with the providers that the course touches, over one world. */
export function createArm(cloud: Cloud, options: ArmOptions = {}): Plane {
  const table = new RouteTable(routes);
  return async (request, origin) => {
    const url = new URL(request.url);
    const principal = principalOf(cloud, request, origin, options);
    const body = await readBody(request);
    const result = principal.ok ? answer(principal.value, body) : principal;
    return respond(cloud, request, result, principal.ok ? nameOf(cloud, principal.value) : undefined);

    function answer(who: string, parsed: Result<Record<string, unknown>>): Result<ArmAnswer> {
      const checked = checkRequest(cloud, url, options);
      if (!checked.ok) return checked;
      const found = table.find(request.method, checked.value);
      if ("methods" in found) return unknownRoute(request.method, checked.value, found.methods);
      if (!parsed.ok) return parsed;
      const scheme = request.headers.get("x-forwarded-proto") ?? url.protocol.slice(0, -1);
      const base = `${scheme}://${request.headers.get("x-forwarded-host") ?? url.host}`;
      return cloud.transact((draft) => {
        const rules = cloud.rules();
        const { route, params } = found;
        const call: ArmCall = {
          cloud,
          rules,
          draft,
          params,
          body: parsed.value,
          query: url.searchParams,
          origin,
          principalId: who,
          path: url.pathname,
          base,
        };
        return authorise(call, route, checked.value) ?? route.handle(call);
      });
    }
  };
}

const nameOf = (cloud: Cloud, principal: string): string =>
  callerName(cloud.world(), { kind: "principal", id: principal });

const signedOut = fail({
  code: "AuthenticationFailed",
  status: 401,
  message: "Authentication failed. The 'Authorization' header is missing.",
  why: "Nobody is signed in to the directory.",
});

/** Who asks: the bearer of a directory token, else the principal of the origin, else whoever is signed in. */
function principalOf(cloud: Cloud, request: Request, origin: Origin, options: ArmOptions): Result<string> {
  const world = cloud.world();
  const token = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) {
    const id = origin.principalId ?? world.get("settings")?.signedIn;
    return id ? ok(id) : signedOut;
  }
  if (options.anySubscription) {
    const any = principalOfAnyToken(world, token);
    return any ? ok(any.id) : signedOut;
  }
  const checked = checkDirectoryToken(world, cloud.hash, token, ["arm"]);
  if (checked.ok) return ok(checked.value.id);
  return fail({
    code: "InvalidAuthenticationToken",
    status: 401,
    message: "The access token is invalid.",
    ...(checked.refusal.why !== undefined && { why: checked.refusal.why }),
  });
}

async function readBody(request: Request): Promise<Result<Record<string, unknown>>> {
  const text = await request.text();
  if (text.trim() === "") return ok({});
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return ok(value as Record<string, unknown>);
    }
    return invalidContent("The request content was invalid and could not be deserialized: an object is expected.");
  } catch {
    return invalidContent("The request content was invalid and could not be deserialized: it is not JSON.");
  }
}

/** Version, path and subscription; gives the segments of the path. */
function checkRequest(cloud: Cloud, url: URL, { anySubscription }: ArmOptions): Result<string[]> {
  const version = url.searchParams.get("api-version");
  if (!version) {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    return fail({ code: "MissingApiVersionParameter", status: 400, message });
  }
  const date = /^(\d{4}-\d{2}-\d{2})(-[a-z0-9]+)*$/i.exec(version)?.[1];
  // Of nested providers the last decides, as for role assignments at a registry.
  const isProvider = /\/providers\/Microsoft\.ContainerRegistry(?!.*\/providers\/)/i.test(url.pathname);
  if (!date || (isProvider && date < firstVersion)) {
    const message = `The api-version '${version}' is invalid. Supported are versions from ${firstVersion} on.`;
    return fail({ code: "InvalidApiVersionParameter", status: 400, message });
  }
  const segments = segmentsOf(url.pathname);
  if (!segments) return fail({ code: "BadRequest", status: 400, message: "The request path is not well formed." });
  const subscription = segments[0]?.toLowerCase() === "subscriptions" ? segments[1] : undefined;
  const own = cloud.world().get("settings")?.subscription.id;
  if (subscription && !anySubscription && subscription.toLowerCase() !== own?.toLowerCase()) {
    const message = `The subscription '${subscription}' could not be found.`;
    return fail({ code: "SubscriptionNotFound", status: 404, message });
  }
  return ok(segments);
}

function unknownRoute(method: string, segments: readonly string[], methods: string[]): Result<ArmAnswer> {
  if (methods.length > 0) {
    const message = `The requested resource does not support http method '${method}'.`;
    return fail({ code: "HttpMethodNotAllowed", status: 405, message, headers: { Allow: methods.join(", ") } });
  }
  const at = segments.findIndex((segment) => segment.toLowerCase() === "providers");
  if (at < 0 || at + 1 >= segments.length) {
    return fail({ code: "NotFound", status: 404, message: `The path '/${segments.join("/")}' is not known.` });
  }
  const [namespace, type = ""] = [segments[at + 1] ?? "", segments[at + 2]];
  const known = routes.some(({ path }) => path.toLowerCase().includes(`/providers/${namespace.toLowerCase()}`));
  if (!known) {
    const message = `The resource namespace '${namespace}' is invalid or not simulated.`;
    return fail({ code: "InvalidResourceNamespace", status: 404, message });
  }
  const types = segments.slice(at + 2).filter((_, index) => index % 2 === 0);
  const message = `The resource type '${types.join("/") || type}' could not be found in the namespace '${namespace}'.`;
  return fail({ code: "InvalidResourceType", status: 404, message });
}

/** A refusal unless who asks may perform the route's action at this path; a deeper path inherits from those above. */
function authorise(call: ArmCall, route: ArmRoute, segments: readonly string[]): Result<ArmAnswer> | undefined {
  if (route.action === "") return undefined;
  const { draft, rules, principalId } = call;
  const scope = scopeOf(draft.get("settings")?.subscription.id ?? "", segments);
  const { allowed, because } = mayManage(draft, rules, { principalId, action: route.action, scope });
  if (allowed) return undefined;
  return authorizationFailed(clientOf(draft, principalId).name, principalId, route.action, scope, because);
}

/** The path as an ARM id of the world's own subscription, whichever id the client used for it. */
const scopeOf = (subscription: string, segments: readonly string[]): string =>
  `/${segments.map((segment, index) => (index === 1 && segments[0]?.toLowerCase() === "subscriptions" ? subscription : segment)).join("/")}`;

/** Turns a result in the answer that goes over the wire, with what the inspector tells about it. */
function respond(cloud: Cloud, request: Request, result: Result<ArmAnswer>, who: string | undefined): Response {
  if (!result.ok) return refuse(cloud, request, result.refusal, who);
  const { status, body, headers, why, facts } = result.value;
  const text = body === undefined || request.method === "HEAD" ? null : JSON.stringify(body);
  const response = new Response(status === 204 ? null : text, {
    status,
    headers: { ...(text !== null && { "Content-Type": "application/json; charset=utf-8" }), ...headers },
  });
  const trace: Trace = { ...(who && { who }), ...(why && { why }), ...(facts && { facts }), bytes: text?.length ?? 0 };
  return cloud.trace(response, trace);
}

function refuse(cloud: Cloud, request: Request, refusal: Refusal, who: string | undefined): Response {
  const text = JSON.stringify(errorBody(refusal));
  const response = new Response(request.method === "HEAD" ? null : text, {
    status: refusal.status,
    headers: { "Content-Type": "application/json; charset=utf-8", ...refusal.headers },
  });
  const facts = refusal.fact ? [{ fact: refusal.fact, from: cloud.rules().profile }] : undefined;
  const why = refusal.why ?? refusal.message;
  return cloud.trace(response, { ...(who && { who }), why, refusal, ...(facts && { facts }), bytes: text.length });
}
