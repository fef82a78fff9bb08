import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

const encoder = new TextEncoder();

/** A registry with its admin account on, and a way to call it as that account. */
function anOpenRegistry(profile: "chapter" | "azure" = "chapter") {
  const simulator = aSimulator({ profile });
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true });
  const authorization = `Basic ${btoa(`${registry.name}:${registry.adminPasswords[0]?.value}`)}`;
  const call = (method: string, path: string, init: { body?: BodyInit; headers?: Record<string, string> } = {}) =>
    simulator.send(
      new Request(`https://${registry.loginServer}${path}`, {
        method,
        ...(init.body !== undefined && { body: init.body }),
        headers: { authorization, ...init.headers },
      }),
      laptop,
    );
  return { simulator, registry, call };
}

describe("a push and a pull", () => {
  it("returns exactly the pushed bytes, under their digest", async () => {
    const { call, simulator } = anOpenRegistry();
    const layer = encoder.encode("layer");
    const config = encoder.encode('{"architecture":"amd64","os":"linux"}');
    for (const bytes of [layer, config]) {
      const opened = await call("POST", "/v2/web/blobs/uploads/");
      expect(opened.status).toBe(202);
      const closed = await call("PUT", `${opened.headers.get("location")}?digest=${digestOf(nodeHash, bytes)}`, {
        body: bytes,
      });
      expect(closed.status).toBe(201);
    }
    const manifest = encoder.encode(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        config: {
          mediaType: "application/vnd.oci.image.config.v1+json",
          digest: digestOf(nodeHash, config),
          size: config.length,
        },
        layers: [
          {
            mediaType: "application/vnd.oci.image.layer.v1.tar",
            digest: digestOf(nodeHash, layer),
            size: layer.length,
          },
        ],
      }),
    );
    const put = await call("PUT", "/v2/web/manifests/1.0", {
      body: manifest,
      headers: { "content-type": "application/vnd.oci.image.manifest.v1+json" },
    });
    expect(put.status).toBe(201);
    const got = await call("GET", "/v2/web/manifests/1.0");
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(manifest);
    expect(got.headers.get("docker-content-digest")).toBe(digestOf(nodeHash, manifest));
    const blob = await call("GET", `/v2/web/blobs/${digestOf(nodeHash, layer)}`, { headers: { range: "bytes=1-3" } });
    expect([blob.status, await blob.text(), blob.headers.get("content-range")]).toEqual([206, "aye", "bytes 1-3/5"]);
    expect(simulator.world.get("usage", "contoso")?.bytes).toBe(layer.length + config.length + manifest.length);
    expect(simulator.world.get("manifest", "contoso", "web", digestOf(nodeHash, manifest))).toMatchObject({
      architecture: "amd64",
      os: "linux",
    });
    expect(await (await call("GET", "/v2/web/tags/list")).json()).toEqual({ name: "web", tags: ["1.0"] });
    expect(await (await call("GET", "/v2/_catalog")).json()).toEqual({ repositories: ["web"] });
  });

  it("get a 401 without credentials that names the token endpoint", async () => {
    const { simulator, registry } = anOpenRegistry();
    const refused = await simulator.send(new Request(`https://${registry.loginServer}/v2/`), laptop);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain(`realm="https://${registry.loginServer}/oauth2/token"`);
  });
});
