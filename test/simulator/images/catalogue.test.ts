import { describe, expect, it } from "vitest";
import digests from "../../../content/images/digests.json" with { type: "json" };
import { nodeHash } from "../../../src/node/node-hash.ts";
import { bulkLayers, syntheticBlobs } from "../../../src/simulator/images/bulk-layers.ts";
import { readSynthetic } from "../../../src/simulator/images/synthetic-layer.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { joinBytes } from "../../../src/simulator/world/memory-blob-store.ts";
import { NetworkError } from "../../../src/simulator/world/network-error.ts";
import { aSimulator, laptop } from "../../support/simulator.ts";

const get = (url: string, headers: Record<string, string> = {}) =>
  aSimulator().send(new Request(url, { headers }), laptop);

describe("the bulk layers of public images", () => {
  it("hash to the digests that were computed when the catalog was made", () => {
    const layers = bulkLayers();
    expect(layers.map(({ name }) => name).sort()).toEqual(Object.keys(digests).sort());
    const small = layers.filter(({ content }) => content <= 11_000_000);
    expect(small.length).toBeGreaterThan(3);
    for (const layer of small) {
      const stream = nodeHash.stream("sha256");
      for (const piece of readSynthetic(layer)) stream.update(piece);
      expect(`sha256:${stream.hex()}`).toBe((digests as Record<string, string>)[layer.name]);
    }
  });

  it("can be read from any place", () => {
    const layer = { name: "x", content: 8192 };
    const whole = joinBytes(readSynthetic(layer));
    for (const [start, end] of [
      [0, 10],
      [500, 5000],
      [4607, 4609],
      [8000, 9728],
    ] as const) {
      expect(joinBytes(readSynthetic(layer, start, end))).toEqual(whole.subarray(start, end));
    }
  });
});

describe("public registries", () => {
  it("serve every blob of a manifest under its digest", async () => {
    const host = "https://mcr.microsoft.com/v2/azuredocs/aci-helloworld";
    const manifest = (await (await get(`${host}/manifests/latest`)).json()) as {
      config: { digest: string };
      layers: { digest: string; size: number }[];
    };
    expect(manifest.layers.length).toBe(3);
    for (const { digest, size } of manifest.layers) {
      const head = await get(`${host}/blobs/${digest}`, { range: "bytes=0-511" });
      expect(head.status).toBe(206);
      expect(head.headers.get("content-range")).toBe(`bytes 0-${Math.min(511, size - 1)}/${size}`);
      if (syntheticBlobs.size(digest) === undefined) {
        const whole = await get(`${host}/blobs/${digest}`);
        expect(digestOf(nodeHash, new Uint8Array(await whole.arrayBuffer()))).toBe(digest);
      }
    }
  });

  it("send clients of Docker Hub to its token service first", async () => {
    const url = "https://registry-1.docker.io/v2/library/alpine/manifests/3.18";
    const refused = await get(url);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain("https://auth.docker.io/token");
    const answer = await get(url, { authorization: "Bearer anonymous" });
    const index = (await answer.json()) as { manifests: { platform: { architecture: string } }[] };
    expect(index.manifests.map(({ platform }) => platform.architecture)).toEqual(["amd64", "arm64"]);
  });

  it("serve only the images of the catalog", async () => {
    expect((await get("https://mcr.microsoft.com/v2/nothing/here/manifests/latest")).status).toBe(404);
  });
});

describe("a name that nobody has", () => {
  it("has no address", async () => {
    await expect(get("https://nobody.example/")).rejects.toThrow(NetworkError);
  });
});
