import { readAttributes, setAttributes, type AttributeTarget } from "../registry/attributes.ts";
import { removeTag } from "../registry/content-tags.ts";
import { removeRepository } from "../registry/remove-manifest.ts";
import { releaseManifest } from "../registry/quarantine.ts";
import { viewManifest, viewTag } from "../registry/region-view.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { acrReadRoutes, admit, answer, unknownManifest, unknownRepository, unknownTag, viewOf } from "./acr-read.ts";
import { showsRepository } from "./acr-view.ts";
import { findRoute, type RegistryCall, type RegistryRoute } from "./registry-route.ts";

type Params = Record<string, string>;

/** Where and by whom a change of contents is made. */
export const siteOf = ({ request, url, registry, region }: RegistryCall, who: string): ContentSite => ({
  registry,
  region,
  who,
  request: { host: url.host, method: request.method, userAgent: request.headers.get("user-agent") ?? "" },
});

async function bodyOf(request: Request): Promise<Result<unknown>> {
  try {
    return ok(JSON.parse(await request.text()));
  } catch {
    return fail({ code: "INVALID_REQUEST", status: 400, message: "the body is no JSON" });
  }
}

/** The refusal when what a change is about does not show in this region. */
function missing(call: RegistryCall, target: AttributeTarget): Result<never> | undefined {
  const { registry, region, cloud } = call;
  const { repository } = target;
  if (!showsRepository(viewOf(call), repository)) return unknownRepository(call, repository);
  if ("tag" in target && !viewTag(cloud.world(), registry, region, repository, target.tag)) {
    return unknownTag(call, repository, target.tag);
  }
  if ("digest" in target && !viewManifest(cloud.world(), registry, region, repository, target.digest)) {
    return unknownManifest(call, repository, target.digest);
  }
  return undefined;
}

/**
 * `{"quarantineState": "Passed"}` lets a manifest out of quarantine, `Failed` leaves it there; only a quarantine writer may
 * (Azure/acr, docs/preview/quarantine).
 */
async function changeManifest(call: RegistryCall, { name = "", digest = "" }: Params): Promise<Result<Response>> {
  const body = await bodyOf(call.request.clone());
  const state = body.ok && (body.value as { quarantineState?: unknown } | null)?.quarantineState;
  if (state !== "Passed" && state !== "Failed") return patch(call, { repository: name, digest });
  const caller = admit(call, [{ repository: name, operation: "quarantineWrite" }]);
  if (!caller.ok) return caller;
  const absent = missing(call, { repository: name, digest });
  if (absent) return absent;
  const { cloud, region } = call;
  const { who, why } = caller.value;
  const site = siteOf(call, who);
  const done =
    state === "Failed"
      ? ok(true as const)
      : cloud.transact((draft) => releaseManifest(draft, cloud.rules(), site, name, digest));
  return done.ok ? ok(cloud.trace(new Response(null, { status: 202 }), { who, why, region })) : done;
}

/** Sets locks, and answers as the GET of the same address does. */
async function patch(call: RegistryCall, target: AttributeTarget): Promise<Result<Response>> {
  const { repository } = target;
  const caller = admit(call, [
    { repository, operation: "metadataWrite" },
    { repository, operation: "metadataRead" },
  ]);
  if (!caller.ok) return caller;
  const body = await bodyOf(call.request);
  if (!body.ok) return body;
  const changes = readAttributes(body.value);
  if (!changes.ok) return changes;
  const absent = missing(call, target);
  if (absent) return absent;
  const site = siteOf(call, caller.value.who);
  const done = call.cloud.transact((draft) => setAttributes(draft, call.cloud.rules(), site, target, changes.value));
  if (!done.ok) return done;
  const readRoute = findRoute(acrReadRoutes, "GET", call.url.pathname);
  if (readRoute === undefined || readRoute === "method") throw new Error(`nothing shows ${call.url.pathname}`);
  return readRoute.route.handle(call, readRoute.params);
}

/** DELETE /acr/v1/N: the repository with all it holds. */
async function deleteRepository(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "delete" }]);
  if (!caller.ok) return caller;
  if (!showsRepository(viewOf(call), name)) return unknownRepository(call, name);
  const site = siteOf(call, caller.value.who);
  const removed = call.cloud.transact((draft) => removeRepository(draft, call.cloud, site, name));
  return removed.ok ? answer(call, caller.value, removed.value, { status: 202 }) : removed;
}

/** DELETE /acr/v1/N/_tags/T: only the name goes. Whoever may delete or change metadata may do it, so AcrPush can untag. */
async function deleteTag(call: RegistryCall, { name = "", tag = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: ["delete", "metadataWrite"] }]);
  if (!caller.ok) return caller;
  const absent = missing(call, { repository: name, tag });
  if (absent) return absent;
  const site = siteOf(call, caller.value.who);
  const removed = call.cloud.transact((draft) => removeTag(draft, call.cloud.rules(), site, name, tag));
  if (!removed.ok) return removed;
  const { who, why } = caller.value;
  return ok(call.cloud.trace(new Response(null, { status: 202 }), { who, why, region: call.region }));
}

/** The changing half of ACR's own endpoints. */
export const acrWriteRoutes: readonly RegistryRoute[] = [
  {
    methods: ["PATCH"],
    path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_tags\/(?<tag>[^/]+)$/,
    handle: (call, { name = "", tag = "" }) => patch(call, { repository: name, tag }),
  },
  { methods: ["DELETE"], path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_tags\/(?<tag>[^/]+)$/, handle: deleteTag },
  {
    methods: ["PATCH"],
    path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_manifests\/(?<digest>[^/]+)$/,
    handle: changeManifest,
  },
  {
    methods: ["PATCH"],
    path: /^\/acr\/v1\/(?!_)(?<name>(?:(?!\/_).)+)$/,
    handle: (call, { name = "" }) => patch(call, { repository: name }),
  },
  { methods: ["DELETE"], path: /^\/acr\/v1\/(?!_)(?<name>(?:(?!\/_).)+)$/, handle: deleteRepository },
];
