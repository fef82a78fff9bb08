import { describe, expect, it } from "vitest";
import { ok } from "../../../src/simulator/world/result.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { putReplica } from "../../support/replicas.ts";
import { laptop } from "../../support/simulator.ts";
import { anArtifact, anImage, anIndex, bytesOf, digest, types } from "../../support/images.ts";
import { pushBlob, pushImage, putManifest } from "../../support/push-image.ts";
import { aClient, outcome, type RegistryClient } from "./registry-client.ts";

const gibibyte = 2 ** 30;
const image = anIndex();
const change = (client: RegistryClient, changes: (registry: Registry) => Partial<Registry>) =>
  client.simulator.transact((draft) => {
    draft.update("registry", ["contoso"], (registry) => ({ ...registry, ...changes(registry) }));
    return ok(true);
  });
const fill = (client: RegistryClient, bytes: number) =>
  client.simulator.transact((draft) => ok(draft.put("usage", ["contoso"], { bytes })));

describe("storage", () => {
  it("rejects blobs and manifests above what the SKU includes under the chapter's rules", async () => {
    const client = aClient({ profile: "chapter", registry: { sku: "Basic" } });
    const included = (client.simulator.rules().limit("includedStorageGiB", "Basic") ?? 0) * gibibyte;
    fill(client, included - 2);
    const path = `/v2/app/blobs/uploads/?digest=${digest("three")}`;
    expect(await outcome(await client.send("POST", path, { body: "three" }))).toBe("403 DENIED");
    expect(await outcome(await putManifest(client.send, "app:v1", image))).toBe("403 DENIED");
    expect((await client.send("POST", `/v2/app/blobs/uploads/?digest=${digest("{}")}`, { body: "{}" })).status).toBe(
      201,
    );
  });

  it("allows more than the SKU includes under Azure's rules, which bill for it", async () => {
    const client = aClient({ profile: "azure", registry: { sku: "Basic" } });
    fill(client, (client.simulator.rules().limit("includedStorageGiB", "Basic") ?? 0) * gibibyte);
    expect((await putManifest(client.send, "app:v1", image)).status).toBe(201);
  });

  it("counts a blob once for all repositories and gives its bytes back when no manifest names it", async () => {
    const client = aClient();
    const used = () => client.simulator.world.get("usage", "contoso")?.bytes;
    for (const repository of ["one", "two"]) await pushBlob(client.send, repository, "shared");
    expect(used()).toBe(6);
    const name = await pushImage(client.send, "three:v1", anImage({ layers: ["one layer", "another"] }));
    await client.send("DELETE", `/v2/three/manifests/${name}`);
    await client.simulator.advance(10 * 60_000);
    expect(used()).toBe(6);
  });
});

describe("locks, quarantine and signatures", () => {
  it("keep a locked tag from being moved or deleted, and say so", async () => {
    const client = aClient({ changes: { deleteByTag: true } });
    await pushImage(client.send, "app:v1", image);
    client.simulator.transact((draft) => {
      draft.update("tag", ["contoso", "app", "v1"], (tag) => ({
        ...tag,
        attributes: { ...tag.attributes, writeEnabled: false },
      }));
      return ok(true);
    });
    const other = anIndex([], { annotations: { a: "b" } });
    expect(await outcome(await putManifest(client.send, "app:v1", other))).toBe("405 UNSUPPORTED");
    expect(await outcome(await client.send("DELETE", "/v2/app/manifests/v1"))).toBe("405 UNSUPPORTED");
    expect(await outcome(await client.send("DELETE", `/v2/app/manifests/${image.digest}`))).toBe("405 UNSUPPORTED");
    expect((await client.send("GET", "/v2/app/manifests/v1")).status).toBe(200);
  });

  it("hide a new image from callers without a quarantine role", async () => {
    const client = aClient({ profile: "azure" });
    change(client, ({ policies }) => ({ policies: { ...policies, quarantine: true } }));
    expect((await putManifest(client.send, "app:v1", image)).status).toBe(201);
    expect(await outcome(await client.send("GET", "/v2/app/manifests/v1"))).toBe("404 MANIFEST_UNKNOWN");
  });

  it("reject a tag for an unsigned image while signed-only push is on, under the chapter's rules", async () => {
    const client = aClient({ profile: "chapter" });
    change(client, ({ policies }) => ({ policies: { ...policies, signedOnlyPush: true } }));
    const push = async (name: string) => outcome(await putManifest(client.send, name, image));
    expect(await push("app:v1")).toBe("403 DENIED");
    expect(await push("app")).toBe("201");
    const artifactType = "application/vnd.cncf.notary.signature";
    await pushImage(client.send, "app", anArtifact({ artifactType, subject: image }));
    expect(await push("app:v1")).toBe("201");
  });

  it("keep a soft-deleted digest from being pushed again under Azure's rules", async () => {
    const client = aClient({ profile: "azure" });
    change(client, ({ policies }) => ({
      policies: { ...policies, softDelete: { ...policies.softDelete, enabled: true } },
    }));
    await pushImage(client.send, "app:v1", image);
    await client.send("DELETE", `/v2/app/manifests/${image.digest}`);
    expect((await client.send("GET", "/v2/app/manifests/v1")).status).toBe(404);
    expect(client.simulator.world.get("deletedTag", "contoso", "app", "v1")?.row.digest).toBe(image.digest);
    expect(await outcome(await putManifest(client.send, "app:v1", image))).toBe("409 DENIED");
  });
});

describe("regions and networks", () => {
  const withReplica = (profile: "chapter" | "azure") => {
    const client = aClient({ profile });
    putReplica(client.simulator, "contoso", "eastus");
    return client;
  };
  const american = { ...laptop, region: "eastus" };

  it.each([
    ["chapter", 200],
    ["azure", 404],
  ] as const)("serve an image that is still being replicated as %s says: %i", async (profile, status) => {
    const client = withReplica(profile);
    await pushImage(client.send, "app:v1", image);
    client.simulator.transact((draft) => {
      const row = { before: null, bytes: 1, since: 0, due: Number.MAX_SAFE_INTEGER, order: "" };
      draft.put("pending", ["contoso", "eastus", "tag", "app", "v1"], row);
      return ok(true);
    });
    expect((await client.send("GET", "/v2/app/manifests/v1", { origin: american })).status).toBe(status);
    expect((await client.send("GET", "/v2/app/manifests/v1")).status).toBe(200);
  });

  it("store a push near a replica in the home region under the chapter's rules, and in the replica under Azure's", async () => {
    for (const [profile, region] of [
      ["chapter", "westeurope"],
      ["azure", "eastus"],
    ] as const) {
      const client = withReplica(profile);
      const pushed = await client.send("PUT", "/v2/app/manifests/v1", {
        body: bytesOf(image.manifest),
        headers: { "Content-Type": types.index },
        origin: american,
      });
      expect(pushed.status).toBe(201);
      expect(client.simulator.world.get("manifest", "contoso", "app", image.digest)?.region).toBe(region);
    }
  });

  it("reject an address that the firewall doesn't allow, with the service's message", async () => {
    const client = aClient({ changes: { networkDefaultAction: "Deny" } });
    const answer = await client.send("GET", "/v2/");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("client with IP '203.0.113.24' is not allowed access");
  });
});

describe("what the wire inspector shows", () => {
  it("includes the caller, the region that served the request, and the fact behind a rejection", async () => {
    const client = aClient({ profile: "chapter", registry: { sku: "Basic" } });
    const traces: unknown[] = [];
    client.simulator.onExchange(({ trace }) => traces.push(trace));
    fill(client, Number.MAX_SAFE_INTEGER / 2);
    await client.send("GET", "/v2/");
    await putManifest(client.send, "app:v1", image);
    expect(traces[0]).toMatchObject({ who: "admin account", region: "westeurope" });
    expect(traces[1]).toMatchObject({
      refusal: { code: "DENIED" },
      facts: [{ fact: "includedStorageGiB", from: "chapter" }],
    });
  });
});
