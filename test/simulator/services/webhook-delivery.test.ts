import { describe, expect, it } from "vitest";
import type { Webhook } from "../../../src/simulator/world/registry-tables.ts";
import { enqueue } from "../../../src/simulator/world/clock.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { retryDelays } from "../../../src/simulator/services/webhook-delivery.ts";
import type { Profile } from "../../../src/assessment/item.ts";
import { anImage, types, type ImageOptions } from "../../support/images.ts";
import { pushImage } from "../../support/push-image.ts";
import { aClient, type RegistryClient } from "../oci/registry-client.ts";
import { addReplica } from "../../support/replicas.ts";

const address = "https://hooks.example.com/acr";

function aWebhook({ simulator }: RegistryClient, changes: Partial<Webhook> = {}, status = 200): void {
  simulator.transact((draft) => {
    draft.put("listener", [address], { status, received: [] });
    draft.put("webhook", ["contoso", "hook1"], {
      name: "hook1",
      location: "westeurope",
      tags: {},
      serviceUri: address,
      customHeaders: { "X-Key": "abc" },
      actions: ["push", "delete"],
      scope: "",
      enabled: true,
      createdAt: simulator.now,
      provisioningState: "Succeeded",
      ...changes,
    });
    return ok(true);
  });
}

const push = (
  { send }: RegistryClient,
  name: string,
  options: Pick<ImageOptions, "config" | "configType"> = {},
): Promise<string> => pushImage(send, name, anImage({ layers: [], ...options }));

const received = ({ simulator }: RegistryClient) => simulator.world.get("listener", address)?.received ?? [];
const deliveries = ({ simulator }: RegistryClient) =>
  [...simulator.world.scan("webhookDelivery", ["contoso", "hook1"])].map(({ row }) => row);

describe("webhook delivery", () => {
  it("posts a push with the documented fields and the custom headers", async () => {
    const client = aClient();
    aWebhook(client);
    const digest = await push(client, "shop/web:v1");
    expect(received(client)).toHaveLength(1);
    const [{ headers, body } = { headers: {}, body: "{}" }] = received(client);
    expect(headers).toMatchObject({ "Content-Type": "application/json", "X-Key": "abc" });
    const payload = JSON.parse(body) as Record<string, Record<string, unknown>>;
    expect(Object.keys(payload)).toEqual(["id", "timestamp", "action", "target", "request"]);
    expect(Object.keys(payload["target"] ?? {})).toEqual([
      "mediaType",
      "size",
      "digest",
      "length",
      "repository",
      "tag",
    ]);
    expect(payload["target"]).toMatchObject({ digest, repository: "shop/web", tag: "v1" });
    expect(payload["request"]).toMatchObject({ host: "contoso.azurecr.io", method: "PUT" });
  });

  it("reports a deleted manifest, but not a removed tag", async () => {
    const client = aClient();
    aWebhook(client, { actions: ["delete"] });
    const digest = await push(client, "shop/web:v1");
    await client.send("DELETE", "/acr/v1/shop/web/_tags/v1");
    expect(received(client)).toHaveLength(0);
    await client.send("DELETE", `/v2/shop/web/manifests/${digest}`);
    const payload = JSON.parse(received(client)[0]?.body ?? "{}") as { target: object };
    expect(payload.target).toEqual({ mediaType: types.image, digest, repository: "shop/web" });
  });

  it("reports charts with their own actions, name and version", async () => {
    const client = aClient();
    aWebhook(client, { actions: ["push", "delete", "chart_push", "chart_delete"] });
    const chart = "application/vnd.cncf.helm.config.v1+json";
    const digest = await push(client, "charts/web:1.2.0", { configType: chart });
    await client.send("DELETE", `/v2/charts/web/manifests/${digest}`);
    const bodies = received(client).map(({ body }) => JSON.parse(body) as { action: string; target: object });
    expect(bodies.map(({ action }) => action)).toEqual(["chart_push", "chart_delete"]);
    for (const { target } of bodies) {
      expect(Object.keys(target)).toEqual(["mediaType", "size", "digest", "repository", "tag", "name", "version"]);
      expect(target).toMatchObject({ name: "web", version: "1.2.0" });
    }
  });

  it.each([
    ["a scope of another repository", { scope: "shop/api:*" }],
    ["a scope that means latest", { scope: "shop/web" }],
    ["another region", { location: "eastus" }],
    ["another action", { actions: ["delete"] }],
    ["a webhook that is off", { enabled: false }],
  ] satisfies [string, Partial<Webhook>][])("sends nothing to %s", async (_what, changes) => {
    const client = aClient();
    aWebhook(client, changes);
    await push(client, "shop/web:v1");
    expect(received(client)).toHaveLength(0);
  });

  it("retries with growing delays, then fails and keeps the last response", async () => {
    const client = aClient();
    aWebhook(client, {}, 500);
    await push(client, "shop/web:v1");
    await client.simulator.runUntilIdle();
    expect(received(client)).toHaveLength(1 + retryDelays.length);
    expect(deliveries(client)[0]).toMatchObject({ state: "failed", response: { statusCode: "500" } });
  });

  it("records the reason when the host doesn't exist", async () => {
    const client = aClient();
    aWebhook(client, { serviceUri: "https://nowhere.example.com/" });
    await push(client, "shop/web:v1");
    expect(deliveries(client)[0]?.response?.reasonPhrase).toContain("nowhere.example.com");
  });

  it("sends at most the SKU's events per minute; the others wait for the next minute", async () => {
    const client = aClient({ profile: "chapter", registry: { sku: "Basic" } });
    aWebhook(client);
    const limit = client.simulator.rules().limit("webhookEventsPerMinute", "Basic") ?? 0;
    for (let index = 0; index <= limit; index++) await push(client, `shop/web:v${index}`, { config: `{"n":${index}}` });
    expect(received(client)).toHaveLength(limit);
    expect(deliveries(client).at(-1)?.state).toBe("throttled");
    await client.simulator.advance(60_000);
    expect(received(client)).toHaveLength(limit + 1);
  });

  it("sends a ping to a webhook with any actions", () => {
    const client = aClient();
    aWebhook(client, { actions: ["delete"] });
    client.simulator.transact((draft) => {
      enqueue(draft, "webhook.ping", { registry: "contoso", webhook: "hook1", id: "ping-1" });
      return ok(true);
    });
    expect(JSON.parse(received(client)[0]?.body ?? "{}")).toMatchObject({ id: "ping-1", action: "ping" });
  });
});

describe("webhooks of a geo-replicated registry", () => {
  const far = "eastus";

  /** A registry at home in West Europe with a replica and a webhook there, which starts out in step. */
  async function aReplicated(profile: Profile, changes: Partial<Webhook> = {}) {
    const client = aClient({ profile });
    const { simulator } = client;
    addReplica(simulator, "contoso", far);
    await simulator.advance(10 * 60_000);
    aWebhook(client, { location: far, ...changes });
    return client;
  }

  it("notifies the webhook of a replica's region once the image arrives there, as Azure's documentation says", async () => {
    const client = await aReplicated("azure");
    const digest = await push(client, "shop/web:v1");
    expect(received(client)).toEqual([]);
    await client.simulator.advance(10 * 60_000);
    expect(received(client).map(({ body }) => JSON.parse(body))).toMatchObject([
      { action: "push", target: { repository: "shop/web", tag: "v1", digest } },
    ]);
    // The same tag moves on: one more event. A lock replicates too and is no push.
    await push(client, "shop/web:v1", { config: '{"a":1}' });
    await client.simulator.advance(10 * 60_000);
    expect(received(client)).toHaveLength(2);
  });

  it("respects a webhook's scope, and sends nothing while a new replica fills", async () => {
    const elsewhere = await aReplicated("azure", { scope: "other" });
    await push(elsewhere, "shop/web:v1");
    await elsewhere.simulator.advance(10 * 60_000);
    expect(received(elsewhere)).toEqual([]);

    const client = aClient({ profile: "azure" });
    aWebhook(client, { location: far });
    await push(client, "shop/web:v1");
    addReplica(client.simulator, "contoso", far);
    await client.simulator.advance(10 * 60_000);
    expect(received(client)).toEqual([]);
  });

  it("notifies only webhooks in the region of the push under the chapter's rules", async () => {
    const client = await aReplicated("chapter");
    await push(client, "shop/web:v1");
    await client.simulator.advance(10 * 60_000);
    expect(received(client)).toEqual([]);
  });
});
