import type { Cloud } from "../registry/cloud.ts";
import { regionFor, regionIsDown, resolveHost } from "../registry/endpoints.ts";
import type { Plane } from "../world/cloud.ts";
import { fail, ok, type Refusal, type Result } from "../world/result.ts";
import { acrDeletedRoutes } from "./acr-deleted.ts";
import { acrReadRoutes } from "./acr-read.ts";
import { acrWriteRoutes } from "./acr-write.ts";
import { authenticate, requireReach, requireSignIn, claimedIdentity } from "./authenticate.ts";
import { blobRoutes } from "./blobs.ts";
import { errorResponse } from "./error-body.ts";
import { manifestRoutes } from "./manifests.ts";
import { oauthRoutes } from "./oauth.ts";
import { referrerRoutes } from "./referrers.ts";
import { findRoute, type RegistryCall, type RegistryRoute } from "./registry-route.ts";
import { tagListRoutes } from "./tag-list.ts";
import { createThrottle, requestKinds, type Throttle } from "./throttle.ts";
import { trustRoutes } from "./trust-routes.ts";
import { uploadRoutes } from "./uploads.ts";

/** GET /v2/: whether the registry is there and the credentials are good. */
const ping: RegistryRoute = {
  methods: ["GET", "HEAD"],
  path: /^\/v2\/?$/,
  async handle(call) {
    const session = authenticate(call.cloud, call.request, call.registry, call.origin);
    if (!session.ok) return session;
    const signedIn = requireSignIn(call.request, session.value);
    if (!signedIn.ok) return signedIn;
    const why = `${session.value.who} is signed in.`;
    const response = new Response(call.request.method === "HEAD" ? null : "{}", {
      headers: { "Content-Type": "application/json; charset=utf-8" },
    });
    return ok(call.cloud.trace(response, { who: session.value.who, region: call.region, why }));
  },
};

/** Routes in the order they are tried; the ones that name more of a path come before those that name less. */
const routes: readonly RegistryRoute[] = [
  ping,
  ...oauthRoutes,
  ...acrReadRoutes,
  ...acrWriteRoutes,
  ...acrDeletedRoutes,
  ...trustRoutes,
  ...uploadRoutes,
  ...tagListRoutes,
  ...referrerRoutes,
  ...manifestRoutes,
  ...blobRoutes,
];

const unknownPath: Refusal = { code: "NAME_UNKNOWN", status: 404, message: "page not found" };
const unknownMethod: Refusal = { code: "UNSUPPORTED", status: 405, message: "The operation is unsupported." };

const blobPath = /^\/v2\/.+\/blobs\/[^/]+$/;
const blobsOnly: Refusal = {
  ...unknownMethod,
  why: "A data endpoint serves only blobs.",
  next: "Send the request to the login server.",
};
/** Slashes, dots and the like that hide behind a percent sign; no name of the distribution API needs them. */
const hidden = /^\/v2\/.*%(?:2f|5c|2e|00)/i;

/** Whether a request changes contents, and so belongs to a region that takes changes. */
const changes = (method: string): boolean => method !== "GET" && method !== "HEAD";

/** The data plane of every registry of the world: the host of a request says which registry and which of its regions. */
export function createOci(cloud: Cloud, throttle: Throttle = createThrottle(cloud)): Plane {
  return async (request, origin) => {
    const url = new URL(request.url);
    const endpoint = resolveHost(cloud.world(), cloud.rules(), url.host);
    if (!endpoint) return refuse({ code: "NAME_UNKNOWN", status: 404, message: `no registry answers at ${url.host}` });
    const { registry } = endpoint;
    const purpose = changes(request.method) ? "write" : "read";
    const region = endpoint.region ?? regionFor(cloud.world(), cloud.rules(), registry, origin, purpose);
    if (regionIsDown(cloud.world(), registry, region)) {
      const message = `the endpoint in ${region} does not answer`;
      return refuse({ code: "UNAVAILABLE", status: 503, message, why: `The region ${region} is down.` });
    }
    if (endpoint.kind === "data" && (purpose === "write" || !blobPath.test(url.pathname)))
      return refuse(blobsOnly, region);
    const reach = requireReach(cloud, registry, origin);
    if (!reach.ok) return refuse(reach.refusal, region);
    const admitted = throttle.admitRequest({
      registry,
      region,
      origin,
      kinds: requestKinds(request.method, url.pathname),
      ...claimedIdentity(request),
    });
    if (!admitted.ok) return refuse(admitted.refusal, region);
    let bytes = Number(request.headers.get("content-length") ?? 0);
    try {
      const result = await answer({ cloud, request, url, registry, region, origin });
      if (!result.ok) return refuse(result.refusal, region);
      if (request.method === "GET") bytes = Number(result.value.headers.get("content-length") ?? 0);
      return finished(result.value);
    } finally {
      // Whatever came of it, it no longer holds one of the places for operations at once.
      admitted.value.finish({ bytes, direction: purpose === "write" ? "upload" : "download" });
    }

    function refuse(refusal: Refusal, at?: string): Response {
      const response = finished(errorResponse(refusal, request.method));
      return cloud.trace(response, {
        refusal,
        ...(at !== undefined && { region: at }),
        ...(refusal.why !== undefined && { why: refusal.why }),
        ...(refusal.fact !== undefined && { facts: [{ fact: refusal.fact, from: cloud.rules().profile }] }),
      });
    }
  };
}

function finished(response: Response): Response {
  response.headers.set("Docker-Distribution-Api-Version", "registry/2.0");
  return response;
}

async function answer(call: RegistryCall): Promise<Result<Response>> {
  const path = call.url.pathname;
  if (hidden.test(path)) {
    return fail({
      code: "NAME_INVALID",
      status: 400,
      message: "invalid repository name",
      target: { path },
      why: "Slashes and dots in a path can't be percent-encoded.",
    });
  }
  const found = findRoute(routes, call.request.method, path);
  if (found === undefined) return fail(unknownPath);
  if (found === "method") return fail(unknownMethod);
  return found.route.handle(call, found.params);
}
