import type { Simulator } from "../simulator/simulator.ts";
import { buildImage, layerBlob } from "../simulator/images/build-image.ts";
import { makeLayer } from "../simulator/images/layer.ts";
import type { Hash } from "../simulator/world/hash.ts";
import { ok } from "../simulator/world/result.ts";
import { isoTime } from "../simulator/world/clock.ts";

/** Virtual milliseconds between two pushes, so that no rate limit is met on the way. */
const interval = 500;

/** Names that a company's repositories could have. */
const areas = ["shop", "billing", "search", "media", "identity", "reports"];
const repositories = ["api", "web", "worker", "jobs", "gateway", "cache", "mail", "admin", "sync", "export"];

const nameOf = (index: number): string => {
  const area = areas[index % areas.length] ?? "";
  const part = repositories[Math.floor(index / areas.length) % repositories.length] ?? "";
  const round = Math.floor(index / (areas.length * repositories.length));
  return `${area}/${part}${round === 0 ? "" : `-${round + 1}`}`;
};

/** Pushes small images into many repositories of a registry, by real requests as its admin account, which is then as before. */
export async function fillRegistry(
  simulator: Simulator,
  hash: Hash,
  { registry: name, repositories, tags }: { registry: string; repositories: number; tags: number },
): Promise<void> {
  const before = simulator.world.get("registry", name);
  if (!before) throw new Error(`no registry ${name} to fill`);
  const setAdmin = (enabled: boolean) =>
    simulator.transact((draft) => {
      draft.update("registry", [name], (row) => ({ ...row, adminUserEnabled: enabled }));
      return ok(null);
    });
  setAdmin(true);
  const authorization = `Basic ${btoa(`${name}:${before.adminPasswords[0]?.value ?? ""}`)}`;
  const call = async (method: string, path: string, body?: Uint8Array, type?: string) => {
    const headers = { authorization, ...(type !== undefined && { "content-type": type }) };
    const url = new URL(path, `https://${before.loginServer}`);
    const request = new Request(url, { method, headers, ...(body && { body: body.slice() }) });
    const response = await simulator.send(request, { address: "203.0.113.24" });
    if (!response.ok) throw new Error(`${method} ${url.pathname}: ${response.status} ${await response.text()}`);
    return response;
  };
  const upload = (repository: string, digest: string, bytes: Uint8Array) =>
    call("POST", `/v2/${repository}/blobs/uploads/?digest=${digest}`, bytes, "application/octet-stream");
  for (let index = 0; index < repositories; index++) {
    const repository = nameOf(index);
    const layer = layerBlob(hash, makeLayer([{ path: "app/name", data: `${repository}\n` }]));
    if (layer.bytes) await upload(repository, layer.digest, layer.bytes);
    for (let tag = 1; tag <= tags; tag++) {
      const created = isoTime(simulator.now);
      const image = buildImage(hash, {
        os: "linux",
        architecture: "amd64",
        created,
        config: { Cmd: ["/app/run"], Labels: { version: String(tag) } },
        layers: [layer],
        history: [{ created, created_by: "COPY app /app # buildkit" }],
      });
      if (image.config.bytes) await upload(repository, image.config.digest, image.config.bytes);
      await call("PUT", `/v2/${repository}/manifests/v${tag}`, image.manifest, image.mediaType);
      await simulator.advance(interval);
    }
  }
  setAdmin(before.adminUserEnabled);
}
