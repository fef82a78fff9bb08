import { scanManifests, scanTags, viewManifest, viewTag } from "../registry/region-view.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { nextLink, readPage, takePage } from "./acr-page.ts";
import { manifestBody, repositoryBody, showsRepository, tagBody, type RegionView } from "./acr-view.ts";
import { authenticate, requireAccess, type Need } from "./authenticate.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";
import { fallbackRegion, replicaLateness, replicaRead } from "./replica-read.ts";

/** Rejects a repository that the serving region doesn't show. */
export const unknownRepository = (call: RegistryCall, name: string): Result<never> =>
  fail({
    code: "NAME_UNKNOWN",
    status: 404,
    message: `repository "${name}" is not found`,
    target: { name },
    ...(replicaLateness(call, `repository ${name}`, (region) => showsRepository({ ...viewOf(call), region }, name)) ?? {
      why: `The registry has no repository called ${name}.`,
    }),
  });

/** Rejects a tag that the serving region doesn't show. */
export const unknownTag = (call: RegistryCall, name: string, tag: string): Result<never> =>
  fail({
    code: "TAG_UNKNOWN",
    status: 404,
    message: "the specified tag does not exist",
    target: { name, tag },
    ...(replicaLateness(
      call,
      `tag ${name}:${tag}`,
      (region) => viewTag(call.cloud.world(), call.registry, region, name, tag) !== undefined,
    ) ?? { why: `Repository ${name} has no tag ${tag}.` }),
  });

/** Rejects a manifest that the serving region doesn't show. */
export const unknownManifest = (call: RegistryCall, name: string, digest: string): Result<never> =>
  fail({
    code: "MANIFEST_UNKNOWN",
    status: 404,
    message: `manifest ${digest} is not found`,
    target: { name, revision: digest },
    ...(replicaLateness(
      call,
      `manifest ${name}@${digest}`,
      (region) => viewManifest(call.cloud.world(), call.registry, region, name, digest) !== undefined,
    ) ?? { why: `Repository ${name} has no manifest ${digest}.` }),
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

/**
 * Reads metadata through the region that serves the call, or through the home region where the rules say that replicas fall
 * back to it; the view is that of the region that served it.
 */
export function readView<Row>(
  call: RegistryCall,
  look: (view: RegionView) => Row | undefined,
): { view: RegionView; row: Row; why?: string } | undefined {
  const viewIn = (region: string): RegionView => ({ ...viewOf(call), region });
  const read = replicaRead(call, (region) => look(viewIn(region)));
  return read && { view: viewIn(read.region), row: read.row, ...(read.why !== undefined && { why: read.why }) };
}

/** Finds a repository for a metadata read. */
export const readRepository = (call: RegistryCall, name: string) =>
  readView(call, (view) =>
    showsRepository(view, name) ? view.reader.get("repository", view.registry, name) : undefined,
  );

/** A JSON answer with what the wire inspector tells beside it. */
export function answer(
  call: Pick<RegistryCall, "cloud" | "region">,
  { who, why }: { who: string; why: string },
  body: unknown,
  init: ResponseInit = {},
): Result<Response> {
  return ok(call.cloud.trace(Response.json(body, init), { who, why, region: call.region }));
}

/** Names the region that answered in place of the one that was asked, and why. */
const from = (
  call: RegistryCall,
  caller: { who: string; why: string },
  { view, why }: { view: RegionView; why?: string },
) =>
  [
    { ...call, region: view.region },
    { ...caller, ...(why !== undefined && { why }) },
  ] as const;

/** GET /v2/_catalog and /acr/v1/_catalog: names of repositories, in byte order. */
async function getCatalog(call: RegistryCall): Promise<Result<Response>> {
  const caller = admit(call, [{ operation: "catalogList" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const view = viewOf(call);
  const { reader, registry } = view;
  const home = fallbackRegion(call);
  const shows = (name: string): boolean =>
    showsRepository(view, name) || (home !== undefined && showsRepository({ ...view, region: home }, name));
  const listing = function* (after: string | undefined) {
    for (const { rest, row } of reader.scan("repository", [registry], after === undefined ? {} : { after })) {
      const name = rest[0];
      if (row.attributes.listEnabled && shows(name)) yield { name, at: row.updatedAt };
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
  const found = readRepository(call, name);
  if (!found) return unknownRepository(call, name);
  return answer(...from(call, caller.value, found), repositoryBody(found.view, loginServerOf(call), name, found.row));
}

/** GET /acr/v1/N/_tags: tags with their digests, of one manifest where `digest` is given. */
async function listTags(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const repository = readRepository(call, name);
  if (!repository) return unknownRepository(call, name);
  const { view } = repository;
  const digest = call.url.searchParams.get("digest");
  const listing = function* (after: string | undefined) {
    const options = after === undefined ? {} : { after };
    for (const { name: tag, tag: row } of scanTags(view.reader, call.registry, view.region, name, options)) {
      if (row.attributes.listEnabled && (digest === null || row.digest === digest)) {
        yield { name: tag, at: row.updatedAt, row };
      }
    }
  };
  const { entries, more } = takePage(listing, page.value);
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  const tags = entries.map((entry) => tagBody(entry.name, entry.row));
  const body = { registry: loginServerOf(call), imageName: name, tags };
  return answer(...from(call, caller.value, repository), body, { headers });
}

/** GET /acr/v1/N/_tags/T */
async function getTag(call: RegistryCall, { name = "", tag = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  if (!readRepository(call, name)) return unknownRepository(call, name);
  const found = readView(call, (view) => viewTag(view.reader, view.registry, view.region, name, tag));
  if (!found) return unknownTag(call, name, tag);
  const body = { registry: loginServerOf(call), imageName: name, tag: tagBody(tag, found.row) };
  return answer(...from(call, caller.value, found), body);
}

/** GET /acr/v1/N/_manifests */
async function listManifests(call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const repository = readRepository(call, name);
  if (!repository) return unknownRepository(call, name);
  const { view } = repository;
  const listing = function* (after: string | undefined) {
    const options = after === undefined ? {} : { after };
    for (const found of scanManifests(view.reader, call.registry, view.region, name, options)) {
      if (found.manifest.attributes.listEnabled) {
        yield { name: found.digest, at: found.manifest.updatedAt, row: found.manifest };
      }
    }
  };
  const { entries, more } = takePage(listing, page.value);
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  const manifests = entries.map((entry) => manifestBody(view, name, entry.name, entry.row));
  const body = { registry: loginServerOf(call), imageName: name, manifests };
  return answer(...from(call, caller.value, repository), body, { headers });
}

/** GET /acr/v1/N/_manifests/D */
async function getManifest(call: RegistryCall, { name = "", digest = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
  if (!caller.ok) return caller;
  if (!readRepository(call, name)) return unknownRepository(call, name);
  const found = readView(call, (view) => viewManifest(view.reader, view.registry, view.region, name, digest));
  if (!found) return unknownManifest(call, name, digest);
  const manifest = manifestBody(found.view, name, digest, found.row);
  return answer(...from(call, caller.value, found), { registry: loginServerOf(call), imageName: name, manifest });
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
