import { describe, expect, it } from "vitest";
import { releaseManifest } from "../../../src/simulator/registry/quarantine.ts";
import type { RegistryPolicies } from "../../../src/simulator/world/registry-tables.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { anImage, types } from "../../support/images.ts";
import { pushImage, siteIn } from "../../support/push-image.ts";
import { aClient, outcome, type RegistryClient } from "../oci/registry-client.ts";

const day = 86_400_000;

function aRegistryWith(policies: Partial<RegistryPolicies>): RegistryClient {
  const client = aClient({ profile: "azure" });
  client.simulator.transact((draft) => {
    draft.update("registry", ["contoso"], (row) => ({ ...row, policies: { ...row.policies, ...policies } }));
    return ok(true);
  });
  return client;
}

const retention = (days: number) => ({ retention: { enabled: true, days, updatedAt: 0 } });

const push = ({ send }: RegistryClient, tag: string, mediaType: string = types.dockerImage, content = tag) =>
  pushImage(send, `web:${tag}`, anImage({ mediaType, config: JSON.stringify({ content }), layers: [] }));

const isThere = ({ simulator }: RegistryClient, digest: string) =>
  simulator.world.has("manifest", "contoso", "web", digest);

describe("retention of untagged manifests", () => {
  it("deletes a manifest once it has been untagged for the policy's days, not before", async () => {
    const client = aRegistryWith(retention(7));
    const digest = await push(client, "v1");
    await client.send("DELETE", "/acr/v1/web/_tags/v1");
    await client.simulator.advance(7 * day - 1);
    expect(isThere(client, digest)).toBe(true);
    await client.simulator.advance(1);
    expect(isThere(client, digest)).toBe(false);
  });

  it("counts from the push that moved the tag", async () => {
    const client = aRegistryWith(retention(1));
    const old = await push(client, "v1", types.dockerImage, "old");
    await client.simulator.advance(10 * day);
    const young = await push(client, "v1", types.dockerImage, "young");
    expect(isThere(client, old)).toBe(true);
    await client.simulator.advance(day);
    expect([isThere(client, old), isThere(client, young)]).toEqual([false, true]);
  });

  it("keeps a manifest that has a tag again", async () => {
    const client = aRegistryWith(retention(2));
    const digest = await push(client, "v1");
    await client.send("DELETE", "/acr/v1/web/_tags/v1");
    await client.simulator.advance(day);
    await push(client, "v1");
    await client.simulator.advance(5 * day);
    expect(isThere(client, digest)).toBe(true);
  });

  it.each([
    ["has an OCI media type", retention(1), types.image],
    [
      "lost its tag while the policy was off",
      { retention: { enabled: false, days: 1, updatedAt: 0 } },
      types.dockerImage,
    ],
  ])("keeps a manifest that %s", async (_what, policies, mediaType) => {
    const client = aRegistryWith(policies);
    const digest = await push(client, "v1", mediaType);
    await client.send("DELETE", "/acr/v1/web/_tags/v1");
    client.simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (row) => ({ ...row, policies: { ...row.policies, ...retention(1) } }));
      return ok(true);
    });
    await client.simulator.advance(5 * day);
    expect(isThere(client, digest)).toBe(true);
  });

  it("keeps a locked manifest until it is unlocked", async () => {
    const client = aRegistryWith(retention(1));
    const digest = await push(client, "v1");
    const lock = (deleteEnabled: boolean) =>
      client.send("PATCH", `/acr/v1/web/_manifests/${digest}`, { body: JSON.stringify({ deleteEnabled }) });
    await lock(false);
    await client.send("DELETE", "/acr/v1/web/_tags/v1");
    await client.simulator.advance(3 * day);
    expect(isThere(client, digest)).toBe(true);
    await lock(true);
    await client.simulator.advance(day);
    expect(isThere(client, digest)).toBe(false);
  });
});

describe("the bin of soft delete", () => {
  it("is emptied at the first purge after the policy's days, which frees the storage", async () => {
    const client = aRegistryWith({ softDelete: { enabled: true, days: 3, updatedAt: 0 } });
    const digest = await push(client, "v1");
    await client.send("DELETE", `/v2/web/manifests/${digest}`);
    const kept = () => client.simulator.world.has("deletedManifest", "contoso", "web", digest);
    await client.simulator.advance(3 * day - 1);
    expect(kept()).toBe(true);
    expect(client.simulator.world.get("usage", "contoso")?.bytes).toBeGreaterThan(0);
    await client.simulator.advance(day + 120_000);
    expect(kept()).toBe(false);
    expect(client.simulator.world.get("usage", "contoso")?.bytes).toBe(0);
  });
});

describe("quarantine", () => {
  it("hides a new image, and sends its push event when it is released", async () => {
    const client = aRegistryWith({ quarantine: true });
    const address = "https://hooks.example.com/acr";
    client.simulator.transact((draft) => {
      draft.put("listener", [address], { status: 200, received: [] });
      draft.put("webhook", ["contoso", "hook1"], {
        name: "hook1",
        location: "westeurope",
        tags: {},
        serviceUri: address,
        customHeaders: {},
        actions: ["push", "quarantine"],
        scope: "",
        enabled: true,
        createdAt: 0,
        provisioningState: "Succeeded",
      });
      return ok(true);
    });
    const heard = () =>
      (client.simulator.world.get("listener", address)?.received ?? []).map(
        ({ body }) => (JSON.parse(body) as { action: string }).action,
      );
    const digest = await push(client, "v1");
    expect(await outcome(await client.send("GET", "/v2/web/manifests/v1"))).toBe("404 MANIFEST_UNKNOWN");
    expect(heard()).toEqual(["quarantine"]);
    const site = siteIn("contoso", "westeurope");
    client.simulator.transact((draft) => releaseManifest(draft, client.simulator.rules(), site, "web", digest));
    expect((await client.send("GET", "/v2/web/manifests/v1")).status).toBe(200);
    expect(heard()).toEqual(["quarantine", "push"]);
  });

  it("can't be lifted without a quarantine role", async () => {
    const client = aRegistryWith({ quarantine: true });
    const digest = await push(client, "v1");
    const body = JSON.stringify({ quarantineState: "Passed" });
    const answer = await client.send("PATCH", `/acr/v1/web/_manifests/${digest}`, { body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(client.simulator.world.get("manifest", "contoso", "web", digest)?.quarantined).toBe(true);
  });
});

describe("artifact cache", () => {
  const withRule = (sourceRepository: string, targetRepository: string): RegistryClient => {
    const client = aClient({ profile: "azure" });
    client.simulator.transact((draft) => {
      draft.put("cacheRule", ["contoso", "rule1"], { name: "rule1", sourceRepository, targetRepository, createdAt: 0 });
      return ok(true);
    });
    return client;
  };

  it.each([
    ["docker.io/library/nginx", "hub/nginx"],
    ["docker.io/library/*", "hub/*"],
  ])("copies an image on its first pull through the rule %s to %s", async (source, target) => {
    const client = withRule(source, target);
    const pulled = await client.send("GET", "/v2/hub/nginx/manifests/latest");
    expect(pulled.status).toBe(200);
    expect(client.simulator.world.has("tag", "contoso", "hub/nginx", "latest")).toBe(true);
    expect(client.simulator.world.get("usage", "contoso")?.bytes).toBeGreaterThan(0);
  });

  it("doesn't find what no rule covers, or what is not upstream", async () => {
    const client = withRule("docker.io/library/nginx", "hub/nginx");
    for (const path of ["/v2/hub/alpine/manifests/latest", "/v2/hub/nginx/manifests/none"]) {
      expect(await outcome(await client.send("GET", path))).toBe("404 MANIFEST_UNKNOWN");
    }
  });
});
