import { nodeHash } from "../../../src/node/node-hash.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Rules } from "../../../src/simulator/registry/rules.ts";
import type { Profile } from "../../../src/assessment/item.ts";
import type { SkuName } from "../../../src/content/fact.ts";
import { MemoryBlobStore } from "../../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import type { Draft } from "../../../src/simulator/world/world.ts";
import { facts } from "../../support/simulator-facts.ts";
import { digest } from "../../support/images.ts";
import { asAdmin, type Send } from "../../support/push-image.ts";
import { replicaRow } from "../../support/replicas.ts";
import { laptop } from "../../support/simulator.ts";
import { armOf } from "./arm-client.ts";

/** A registry of one SKU under one profile, made through the management plane, on a day before content trust ended. */
export interface Bench {
  simulator: Simulator;
  arm: ReturnType<typeof armOf>;
  sku: SkuName;
  rules: Rules;
  registry: string;
  patch(properties: Record<string, unknown>): Promise<number>;
  child(path: string, body: unknown): Promise<number>;
  change(make: (draft: Draft) => void): void;
  /** Sends a request of the data plane as the admin account. */
  oci(
    method: string,
    path: string,
    options?: Parameters<Send>[2] & { host?: string; region?: string },
  ): Promise<Response>;
}

const day = Date.UTC(2026, 0, 5);

export async function bench(profile: Profile, sku: SkuName): Promise<Bench> {
  const world = newWorld({ profile, start: day });
  const simulator = createSimulator({ facts, world, hash: nodeHash, blobs: new MemoryBlobStore(nodeHash) });
  const arm = armOf(simulator);
  await arm.put(arm.group("shop"), { location: "westeurope" });
  const registry = arm.registry("contoso");
  await arm.put(registry, { location: "westeurope", sku: { name: sku }, properties: { adminUserEnabled: true } });
  return {
    simulator,
    arm,
    sku,
    rules: simulator.rules(),
    registry,
    patch: async (properties) => (await arm.send("PATCH", registry, { body: { properties } })).status,
    child: async (path, body) => (await arm.put(`${registry}/${path}`, body)).status,
    change: (make) => {
      simulator.transact((draft) => {
        make(draft);
        return { ok: true, value: null };
      });
    },
    oci: (method, path, { host = "contoso.azurecr.io", region, ...options } = {}) =>
      asAdmin(simulator, "contoso", { ...laptop, ...(region && { region }) })(
        method,
        `https://${host}${path}`,
        options,
      ),
  };
}

export const succeeded = (status: number): boolean => status < 300;

/** Uploads a blob with one request and gives the status of the response. */
export const uploadStatus = async (on: Bench, body: string, host?: string): Promise<number> =>
  (await on.oci("POST", `/v2/app/blobs/uploads/?digest=${digest(body)}`, { body, ...(host && { host }) })).status;

/** A private endpoint of the registry in a network of its own. */
export async function addPrivateEndpoint(on: Bench): Promise<number> {
  const { arm } = on;
  const network = `${arm.group("shop")}/providers/Microsoft.Network`;
  await arm.put(`${network}/virtualNetworks/net`, {
    location: "westeurope",
    properties: {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "apps", properties: { addressPrefix: "10.0.1.0/24" } }],
    },
  });
  const reply = await arm.put(`${network}/privateEndpoints/door`, {
    location: "westeurope",
    properties: {
      subnet: { id: `${network}/virtualNetworks/net/subnets/apps` },
      privateLinkServiceConnections: [
        { name: "door", properties: { privateLinkServiceId: on.registry, groupIds: ["registry"] } },
      ],
    },
  });
  return reply.status;
}

const policy = (name: string, status: string) => (on: Bench) => on.patch({ policies: { [name]: { status } } });

/** Tries to use what a gate opens; gives the status of the answer. */
export const gateProbes: Record<string, (on: Bench) => Promise<number>> = {
  geoReplication: (on) => on.child("replications/eastus", { location: "eastus" }),
  regionalEndpoints: (on) => on.patch({ regionalEndpoints: "Enabled" }),
  dedicatedDataEndpoints: (on) => on.patch({ dataEndpointEnabled: true }),
  privateEndpoints: addPrivateEndpoint,
  ipRules: (on) => on.patch({ networkRuleSet: { ipRules: [{ value: "203.0.113.0/24" }] } }),
  vnetServiceEndpoints: (on) => on.patch({ networkRuleSet: { virtualNetworkRules: [{ id: "/subnets/apps" }] } }),
  repositoryScopedTokens: async (on) => {
    const map = await on.child("scopeMaps/team-map", { properties: { actions: ["repositories/app/content/read"] } });
    const body = { properties: { scopeMapId: `${on.registry}/scopeMaps/team-map` } };
    const token = await on.child("tokens/team-token", body);
    return Math.max(map, token);
  },
  abacRepositoryPermissions: (on) => on.patch({ roleAssignmentMode: "AbacRepositoryPermissions" }),
  anonymousPull: (on) => on.patch({ anonymousPullEnabled: true }),
  contentTrust: policy("trustPolicy", "enabled"),
  signedOnlyPush: policy("signedPushPolicy", "enabled"),
  retentionPolicy: policy("retentionPolicy", "enabled"),
  softDelete: policy("softDeletePolicy", "enabled"),
  exportPolicy: async (on) => {
    on.change((draft) => draft.update("registry", ["contoso"], (row) => ({ ...row, publicNetworkAccess: false })));
    return policy("exportPolicy", "disabled")(on);
  },
  customerManagedKeys: async (on) => {
    const id = `${on.arm.group("shop")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys`;
    await on.arm.put(id, { location: "westeurope" });
    const key = { keyIdentifier: "https://vault.example/keys/registry", identity: "keys" };
    const reply = await on.arm.put(on.arm.registry("sealed"), {
      location: "westeurope",
      sku: { name: on.sku },
      identity: { type: "UserAssigned", userAssignedIdentities: { [id]: {} } },
      properties: { encryption: { status: "enabled", keyVaultProperties: key } },
    });
    return reply.status;
  },
  artifactCacheRules: (on) =>
    on.child("cacheRules/nginx-rule", {
      properties: { sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" },
    }),
  connectedRegistry: async (on) => {
    await on.patch({ dataEndpointEnabled: true });
    return on.child("connectedRegistries/harbour", {});
  },
  agentPools: (on) => on.child("agentPools/builders", { properties: { tier: "S1" } }),
  replicaWritable: async (on) => {
    await on.child("replications/eastus", { location: "eastus" });
    await on.patch({ regionalEndpoints: "Enabled" });
    const formats = [on.rules.sku("perReplicaLoginServer", on.sku).value, "<registry>.<region>.geo.azurecr.io"];
    const form = formats.find((value) => typeof value === "string") as string;
    return uploadStatus(on, "to a replica", form.replace("<registry>", "contoso").replace("<region>", "eastus"));
  },
};

interface LimitProbe {
  /** Gate that has to be open for there to be any. */
  gate?: string;
  /** Makes the registry hold so many, past the planes. */
  hold(on: Bench, count: number): void;
  /** Adds one more through a plane. */
  add(on: Bench, count: number): Promise<number>;
}

const many = (count: number) => Array.from({ length: count }, (_, index) => index);
const at = day;

export const limitProbes: Record<string, LimitProbe> = {
  webhooks: {
    hold: (on, count) =>
      on.change((draft) => {
        for (const index of many(count)) {
          draft.put("webhook", ["contoso", `hook${index}`], {
            name: `hook${index}`,
            location: "westeurope",
            tags: {},
            serviceUri: "https://listener.example/",
            customHeaders: {},
            actions: ["push"],
            scope: "",
            enabled: true,
            createdAt: at,
            provisioningState: "Succeeded",
          });
        }
      }),
    add: (on) =>
      on.child("webhooks/onemore", { properties: { serviceUri: "https://listener.example/", actions: ["push"] } }),
  },
  maxReplicas: {
    gate: "geoReplication",
    hold: (on, count) =>
      on.change((draft) => {
        for (const { id } of on.rules.facts.regions
          .filter(({ id }) => !["westeurope", "eastus"].includes(id))
          .slice(0, count)) {
          draft.put("replication", ["contoso", id], replicaRow(id, at));
        }
      }),
    add: (on) => on.child("replications/eastus", { location: "eastus" }),
  },
  maxPrivateEndpoints: {
    gate: "privateEndpoints",
    hold: (on, count) =>
      on.change((draft) => {
        for (const index of many(count)) {
          draft.put("privateEndpointConnection", ["contoso", `link${index}`], {
            name: `link${index}`,
            privateEndpointId: `/endpoints/${index}`,
            subnetId: "/subnets/apps",
            state: "Approved",
            description: "",
          });
        }
      }),
    add: addPrivateEndpoint,
  },
  maxIpRules: {
    gate: "ipRules",
    hold: () => undefined,
    add: (on, count) =>
      on.patch({
        networkRuleSet: { ipRules: many(count + 1).map((index) => ({ value: `20.0.${index >> 8}.${index & 255}` })) },
      }),
  },
  maxVnetRules: {
    gate: "vnetServiceEndpoints",
    hold: () => undefined,
    add: (on, count) =>
      on.patch({
        networkRuleSet: { virtualNetworkRules: many(count + 1).map((index) => ({ id: `/subnets/${index}` })) },
      }),
  },
  maxTokens: {
    gate: "repositoryScopedTokens",
    hold: (on, count) =>
      on.change((draft) => {
        for (const index of many(count)) {
          const name = `token${index}`;
          draft.put("token", ["contoso", name], { name, scopeMap: "x", passwords: [], enabled: true, createdAt: at });
        }
      }),
    add: (on) =>
      on.child("tokens/one-more", { properties: { scopeMapId: `${on.registry}/scopeMaps/_repositories_pull` } }),
  },
  maxScopeMaps: {
    gate: "repositoryScopedTokens",
    hold: (on, count) =>
      on.change((draft) => {
        for (const index of many(count)) {
          const name = `map-${index}`;
          const row = { name, description: "", actions: [], type: "UserDefined" as const, createdAt: at };
          draft.put("scopeMap", ["contoso", name], row);
        }
      }),
    add: (on) => on.child("scopeMaps/one-more", { properties: { actions: ["repositories/app/content/read"] } }),
  },
  maxRepositoriesPerScopeMap: {
    gate: "repositoryScopedTokens",
    hold: () => undefined,
    add: (on, count) =>
      on.child("scopeMaps/wide-map", {
        properties: { actions: many(count + 1).map((index) => `repositories/app${index}/content/read`) },
      }),
  },
  maxActionsPerScopeMap: {
    gate: "repositoryScopedTokens",
    hold: () => undefined,
    add: (on, count) =>
      on.child("scopeMaps/wide-map", {
        properties: {
          actions: many(count + 1).map(
            (index) => `repositories/app${index >> 1}/content/${index & 1 ? "read" : "write"}`,
          ),
        },
      }),
  },
};
