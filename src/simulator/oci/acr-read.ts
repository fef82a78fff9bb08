import { scanManifests, scanTags, viewManifest, viewTag } from "../registry/region-view.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { nextLink, readPage, takePage } from "./acr-page.ts";
import { manifestBody, repositoryBody, showsRepository, tagBody, type RegionView } from "./acr-view.ts";
import { authenticate, requireAccess, type Need } from "./authenticate.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

export const unknownRepository = (name: string): Result<never> =>
  fail({
    code: "NAME_UNKNOWN",
    status: 404,
    message: `repository "${name}" is not found`,
    target: { name },
    why: `This region shows no repository called ${name}.`,
  });

export const unknownTag = (name: string, tag: string): Result<never> =>
  fail({
    code: "TAG_UNKNOWN",
    status: 404,
    message: "the specified tag does not exist",
    target: { name, tag },
    why: `${name} has no tag ${tag} in this region.`,
  });

export const unknownManifest = (name: string, digest: string): Result<never> =>
  fail({
    code: "MANIFEST_UNKNOWN",
    status: 404,
    message: `manifest ${digest} is not found`,
    target: { name, revision: digest },
    why: `${name} has no manifest ${digest} in this region.`,
  });

/** Signs the caller in and makes sure of the rights; answers with who it is. */
export function admit(call: RegistryCall, needs: readonly Need[]): Result<{ who: string; why: string }> {
  const { cloud, request, registry, origin } = call;
  const session = authenticate(cloud, request, registry, origin);
  if (!session.ok) return session;
  const access = requireAccess(cloud, request, session.value, needs);
  return access.ok ? ok({ who: session.value.who, why: access.value.because }) : access;
}

export const viewOf = ({ cloud, registry, region }: RegistryCall): RegionView => ({
  reader: cloud.world(),
  registry,
  region,
});

export const loginServerOf = ({ cloud, registry }: RegistryCall): string =>
  cloud.world().get("registry", registry)?.loginServer ?? "";

/** A JSON answer with what the wire inspector tells beside it. */
export function answer(
  call: RegistryCall,
  { who, why }: { who: string; why: string },
  body: unknown,
  init: ResponseInit = {},
): Result<Response> {
  return ok(call.cloud.trace(Response.json(body, init), { who, why, region: call.region }));
}

/** GET /v2/_catalog and /acr/v1/_catalog: names of repositories, in byte order. */
async function getCatalog(call: RegistryCall): Promise<Result<Response>> {
  const caller = admit(call, [{ operation: "catalogList" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const view = viewOf(call);
  const { reader, registry } = view;
  const listing = function* (after: string | undefined) {
    for (const { rest, row } of reader.scan("repository", [registry], after === undefined ? {} : { after })) {
      const name = rest[0] ?? "";
      if (row.attributes.listEnabled && showsRepository(view, name)) yield { name, at: row.updatedAt };
    }
  };
  const { entries, more } = takePage(listing, page.value);
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  return answer(call, caller.value, { repositories: entries.map(({ name }) => name) }, { headers });
}

type Params = Record<string, string>;

/** GET /acr/v1/N */
async function getRepository(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const view = viewOf(call);
  const row = view.reader.get("repository", call.registry, name);
  if (!row || !showsRepository(view, name)) return unknownRepository(name);
  return answer(call, caller.value, repositoryBody(view, loginServerOf(call), name, row));
}

/** GET /acr/v1/N/_tags: tags with their digests, of one manifest where `digest` is given. */
async function listTags(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const view = viewOf(call);
  if (!showsRepository(view, name)) return unknownRepository(name);
  const digest = call.url.searchParams.get("digest");
  const listing = function* (after: string | undefined) {
    const options = after === undefined ? {} : { after };
    for (const { name: tag, tag: row } of scanTags(view.reader, call.registry, call.region, name, options)) {
      if (row.attributes.listEnabled && (digest === null || row.digest === digest)) {
        yield { name: tag, at: row.updatedAt, row };
      }
    }
  };
  const { entries, more } = takePage(listing, page.value);
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  const tags = entries.map((entry) => tagBody(entry.name, entry.row));
  return answer(call, caller.value, { registry: loginServerOf(call), imageName: name, tags }, { headers });
}

/** GET /acr/v1/N/_tags/T */
async function getTag(call: RegistryCall, { name = "", tag = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const view = viewOf(call);
  if (!showsRepository(view, name)) return unknownRepository(name);
  const row = viewTag(view.reader, call.registry, call.region, name, tag);
  if (!row) return unknownTag(name, tag);
  return answer(call, caller.value, { registry: loginServerOf(call), imageName: name, tag: tagBody(tag, row) });
}

/** GET /acr/v1/N/_manifests */
async function listManifests(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const view = viewOf(call);
  if (!showsRepository(view, name)) return unknownRepository(name);
  const listing = function* (after: string | undefined) {
    const options = after === undefined ? {} : { after };
    for (const found of scanManifests(view.reader, call.registry, call.region, name, options)) {
      if (found.manifest.attributes.listEnabled) {
        yield { name: found.digest, at: found.manifest.updatedAt, row: found.manifest };
      }
    }
  };
  const { entries, more } = takePage(listing, page.value);
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  const manifests = entries.map((entry) => manifestBody(view, name, entry.name, entry.row));
  return answer(call, caller.value, { registry: loginServerOf(call), imageName: name, manifests }, { headers });
}

/** GET /acr/v1/N/_manifests/D */
async function getManifest(call: RegistryCall, { name = "", digest = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const view = viewOf(call);
  if (!showsRepository(view, name)) return unknownRepository(name);
  const row = viewManifest(view.reader, call.registry, call.region, name, digest);
  if (!row) return unknownManifest(name, digest);
  const manifest = manifestBody(view, name, digest, row);
  return answer(call, caller.value, { registry: loginServerOf(call), imageName: name, manifest });
}

/** The reading half of ACR's own endpoints. Order matters: a repository's name takes what the others leave. */
export const acrReadRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/(?:v2|acr\/v1)\/_catalog$/, handle: getCatalog },
  { methods: ["GET"], path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_tags$/, handle: listTags },
  { methods: ["GET"], path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_tags\/(?<tag>[^/]+)$/, handle: getTag },
  { methods: ["GET"], path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_manifests$/, handle: listManifests },
  { methods: ["GET"], path: /^\/acr\/v1\/(?!_)(?<name>.+)\/_manifests\/(?<digest>[^/]+)$/, handle: getManifest },
  { methods: ["GET"], path: /^\/acr\/v1\/(?!_)(?<name>(?:(?!\/_).)+)$/, handle: getRepository },
];
