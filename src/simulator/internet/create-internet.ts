import type { Cloud } from "../registry/cloud.ts";
import type { Plane } from "../world/cloud.ts";
import { now } from "../world/clock.ts";
import { NetworkError } from "../world/network-error.ts";
import { ok } from "../world/result.ts";
import { answerGitHost, gitHosts } from "./git-host.ts";
import { answerPublicRegistry, publicRegistries } from "./public-registry.ts";
import { answerTaskStorage } from "./task-storage.ts";

/** Hosts outside the registry service that every world knows; a name that nobody has rejects like a failed lookup. */
export const createInternet =
  (cloud: Cloud): Plane =>
  async (request) => {
    const url = new URL(request.url);
    const host = url.hostname;
    const registry = publicRegistries[host];
    if (registry) return cloud.trace(answerPublicRegistry(cloud, request, registry), { who: "anonymous" });
    if (host === "auth.docker.io") return Response.json({ token: "anonymous", access_token: "anonymous" });
    if (host.endsWith(".blob.core.windows.net")) return answerTaskStorage(cloud, request);
    if (gitHosts.has(host)) return answerGitHost(cloud, request);
    return listen(cloud, request, url);
  };

/** A service that somebody set up to hear from the registry writes down what it gets. */
async function listen(cloud: Cloud, request: Request, url: URL): Promise<Response> {
  const address = [url.href, url.origin, `${url.origin}/`].find((candidate) =>
    cloud.world().has("listener", candidate),
  );
  if (address === undefined) throw new NetworkError("ENOTFOUND", url.hostname);
  const body = await request.text();
  cloud.transact((draft) => {
    const at = now(draft);
    draft.update("listener", [address], (listener) => ({
      ...listener,
      received: [...listener.received, { at, headers: Object.fromEntries(request.headers), body }],
    }));
    return ok(null);
  });
  return new Response(null, { status: cloud.world().get("listener", address)?.status ?? 200 });
}
