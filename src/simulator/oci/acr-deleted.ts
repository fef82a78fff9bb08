import { restoreManifest } from "../registry/restore-deleted.ts";
import { isoTime } from "../world/clock.ts";
import type { Result } from "../world/result.ts";
import { nextLink, readPage, takePage } from "./acr-page.ts";
import { admit, answer, loginServerOf } from "./acr-read.ts";
import { siteOf } from "./acr-write.ts";
import type { RegistryCall, RegistryRoute } from "./registry-route.ts";

type Params = Record<string, string>;

/** GET /acr/v1/_deleted/_catalog: repositories with something in the bin. */
async function getDeletedCatalog(call: RegistryCall): Promise<Result<Response>> {
  const caller = admit(call, [{ operation: "catalogList" }]);
  if (!caller.ok) return caller;
  const page = readPage(call.url);
  if (!page.ok) return page;
  const world = call.cloud.world();
  const listing = function* (after: string | undefined) {
    let previous = after;
    for (const { rest, row } of world.scan("deletedManifest", [call.registry], after === undefined ? {} : { after })) {
      const name = rest[0];
      if (name !== previous) yield { name, at: row.deletedAt };
      previous = name;
    }
  };
  const { entries, more } = takePage(listing, { ...page.value, orderby: "" });
  const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
  return answer(call, caller.value, { repositories: entries.map(({ name }) => name) }, { headers });
}

/** GET /acr/v1/_deleted/N/_manifests and …/_tags: what waits in the bin (members as azure-cli's acr/manifest.py reads them). */
const listDeleted =
  (table: "deletedManifest" | "deletedTag") =>
  async (call: RegistryCall, { name = "" }: Params): Promise<Result<Response>> => {
    const caller = admit(call, [{ repository: name, operation: "metadataRead" }]);
    if (!caller.ok) return caller;
    const page = readPage(call.url);
    if (!page.ok) return page;
    const world = call.cloud.world();
    const listing = function* (after: string | undefined) {
      const options = after === undefined ? {} : { after };
      for (const { rest, row } of world.scan(table, [call.registry, name], options)) {
        yield { name: rest[0], at: row.deletedAt, kept: row };
      }
    };
    const { entries, more } = takePage(listing, page.value);
    const headers = nextLink(call.url.pathname, page.value, more ? entries.at(-1)?.name : undefined);
    const rows = entries.map(({ name: entry, kept }) => ({
      ...("digest" in kept.row ? { tag: entry, digest: kept.row.digest } : { digest: entry }),
      deletedAt: isoTime(kept.deletedAt),
    }));
    const key = table === "deletedTag" ? "tags" : "manifests";
    return answer(call, caller.value, { registry: loginServerOf(call), imageName: name, [key]: rows }, { headers });
  };

/** POST /acr/v1/_deleted/N/_manifests/D: out of the bin, with its tags. */
async function restore(call: RegistryCall, { name = "", digest = "" }: Params): Promise<Result<Response>> {
  const caller = admit(call, [{ repository: name, operation: "deletedRestore" }]);
  if (!caller.ok) return caller;
  const site = siteOf(call, caller.value.who);
  const restored = call.cloud.transact((draft) => restoreManifest(draft, call.cloud.rules(), site, name, digest));
  return restored.ok ? answer(call, caller.value, { digest, tags: restored.value.tags }) : restored;
}

/** What soft delete keeps. */
export const acrDeletedRoutes: readonly RegistryRoute[] = [
  { methods: ["GET"], path: /^\/acr\/v1\/_deleted\/_catalog$/, handle: getDeletedCatalog },
  {
    methods: ["GET"],
    path: /^\/acr\/v1\/_deleted\/(?<name>.+)\/_manifests$/,
    handle: listDeleted("deletedManifest"),
  },
  { methods: ["GET"], path: /^\/acr\/v1\/_deleted\/(?<name>.+)\/_tags$/, handle: listDeleted("deletedTag") },
  {
    methods: ["POST"],
    path: /^\/acr\/v1\/_deleted\/(?<name>.+)\/_manifests\/(?<digest>[^/]+)$/,
    handle: restore,
  },
];
