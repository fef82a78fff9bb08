import { usedBytes } from "../../registry/storage.ts";
import type { Registry, Replication, Webhook } from "../../world/registry-tables.ts";
import type { Reader, World } from "../../world/world.ts";
import { texts, type TermGroup } from "../term.ts";

/** Returns the row of a registry by its name in any case. */
export const registryRow = (reader: Reader, name: string): Registry | undefined =>
  reader.get("registry", name.toLowerCase());

const replicaOf = (world: World, registry: string, row: Replication) => {
  const lane = world.get("copyLane", registry, row.location);
  return {
    exists: true,
    name: row.name,
    location: row.location,
    status: row.status.displayStatus,
    endpointEnabled: row.regionEndpointEnabled,
    waiting: lane?.waiting ?? 0,
  };
};

/** Returns the replicas of a registry; the row of its home region isn't one. */
const replicasOf = (world: World, registry: string) =>
  Array.from(world.scan("replication", [registry]), ({ row }) => row)
    .filter(({ location }) => location !== registryRow(world, registry)?.location)
    .map((row) => replicaOf(world, registry, row));

const webhookOf = ({ name, enabled, serviceUri, actions, scope, location }: Webhook) => ({
  exists: true,
  name,
  enabled,
  uri: serviceUri,
  actions,
  scope,
  location,
});

/** Returns the fields of a registry as expressions see them; undefined when there is none. */
export function registryView(world: World, name: string) {
  const key = name.toLowerCase();
  const row = registryRow(world, key);
  if (!row) return undefined;
  const names = (table: "task" | "token" | "scopeMap" | "agentPool") =>
    Array.from(world.scan(table, [key]), ({ row: named }) => named.name);
  return {
    exists: true,
    name: row.name,
    sku: row.sku,
    location: row.location,
    resourceGroup: row.resourceGroup,
    loginServer: row.loginServer,
    adminUserEnabled: row.adminUserEnabled,
    anonymousPullEnabled: row.anonymousPullEnabled,
    publicNetworkAccess: row.publicNetworkAccess ? "Enabled" : "Disabled",
    networkRule: {
      defaultAction: row.networkDefaultAction,
      ipRules: row.ipRules,
      vnetRules: row.virtualNetworkRules,
    },
    policies: {
      contentTrust: row.policies.contentTrust,
      softDelete: row.policies.softDelete.enabled,
      softDeleteDays: row.policies.softDelete.days,
      retention: row.policies.retention.enabled,
      retentionDays: row.policies.retention.days,
      quarantine: row.policies.quarantine,
      export: row.policies.exportEnabled,
    },
    roleMode: row.roleAssignmentMode,
    dataEndpointEnabled: row.dataEndpointEnabled,
    zoneRedundancy: row.zoneRedundancy,
    identity: row.identity?.type ?? "",
    storageBytes: usedBytes(world, key),
    replications: replicasOf(world, key),
    webhooks: Array.from(world.scan("webhook", [key]), ({ row: webhook }) => webhookOf(webhook)),
    tasks: names("task"),
    tokens: names("token"),
    scopeMaps: names("scopeMap"),
    agentPools: names("agentPool"),
    privateEndpoints: Array.from(world.scan("privateEndpointConnection", [key])).flatMap(({ row: connection }) =>
      connection.state === "Approved" ? [connection.name] : [],
    ),
  };
}

/** Registries, their replicas and webhooks. */
export const registryTerms: TermGroup = {
  title: "Registries",
  types: {
    NetworkRule: {
      says: "Who can reach the public endpoint of a registry.",
      fields: {
        defaultAction: { type: "string", says: "`Allow` or `Deny`" },
        ipRules: { type: "list<string>", says: "addresses and ranges that are allowed" },
        vnetRules: { type: "list<string>", says: "ids of the subnets that are allowed" },
      },
    },
    Policies: {
      says: "The policies of a registry.",
      fields: {
        contentTrust: { type: "bool", says: "whether content trust is on" },
        softDelete: { type: "bool", says: "whether soft delete is on" },
        softDeleteDays: { type: "int", says: "days that deleted artifacts are kept" },
        retention: { type: "bool", says: "whether untagged manifests are deleted after a while" },
        retentionDays: { type: "int", says: "days until untagged manifests are deleted" },
        quarantine: { type: "bool", says: "whether new images are quarantined" },
        export: { type: "bool", says: "whether artifacts may be exported" },
      },
    },
    Replica: {
      says: "A replica of a registry.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name, by default the region" },
        location: { type: "string", says: "its region" },
        status: { type: "string", says: "`Ready`, `Syncing` and so on" },
        endpointEnabled: { type: "bool", says: "whether requests are routed to it" },
        waiting: { type: "int", says: "copies that haven't arrived" },
      },
    },
    Webhook: {
      says: "A webhook of a registry.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name" },
        enabled: { type: "bool", says: "whether it is enabled" },
        uri: { type: "string", says: "the address that it calls" },
        actions: { type: "list<string>", says: "the events that it is for" },
        scope: { type: "string", says: "the repositories and tags that it is for; empty for all" },
        location: { type: "string", says: "its region" },
      },
    },
    Delivery: {
      says: "A delivery of a webhook.",
      fields: {
        action: { type: "string", says: "the event" },
        status: { type: "int", says: "the status code of the response; 0 without one" },
        state: { type: "string", says: "`waiting`, `delivered`, `failed` or `throttled`" },
        tries: { type: "int", says: "how often it was tried" },
        repository: { type: "string", says: "the repository that the event is about" },
        tag: { type: "string", says: "the tag that the event is about" },
      },
    },
    Registry: {
      says: "A container registry.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        name: { type: "string", says: "its name as it was created" },
        sku: { type: "string", says: "its tier: `Basic`, `Standard` or `Premium`" },
        location: { type: "string", says: "its home region" },
        resourceGroup: { type: "string", says: "its resource group" },
        loginServer: { type: "string", says: "its login server" },
        adminUserEnabled: { type: "bool", says: "whether the admin account is enabled" },
        anonymousPullEnabled: { type: "bool", says: "whether anyone can pull without signing in" },
        publicNetworkAccess: { type: "string", says: "`Enabled` or `Disabled`" },
        networkRule: { type: "NetworkRule", says: "its network rules" },
        policies: { type: "Policies", says: "its policies" },
        roleMode: { type: "string", says: "`rbac` for roles on the registry, `rbac-abac` for roles per repository" },
        dataEndpointEnabled: { type: "bool", says: "whether it has dedicated data endpoints" },
        zoneRedundancy: { type: "bool", says: "whether it is zone-redundant" },
        identity: { type: "string", says: "the type of its managed identity; empty without one" },
        storageBytes: { type: "int", says: "bytes stored, each blob and manifest once" },
        replications: { type: "list<Replica>", says: "its replicas" },
        webhooks: { type: "list<Webhook>", says: "its webhooks" },
        tasks: { type: "list<string>", says: "names of its tasks" },
        tokens: { type: "list<string>", says: "names of its tokens" },
        scopeMaps: { type: "list<string>", says: "names of its scope maps, those of the system included" },
        agentPools: { type: "list<string>", says: "names of its agent pools" },
        privateEndpoints: { type: "list<string>", says: "names of its approved private endpoint connections" },
      },
    },
  },
  terms: [
    {
      name: "reg",
      params: texts("name"),
      returns: "Registry",
      says: "A registry by its name. `reg` without parentheses is the main registry of the lab or question.",
      example: "reg('contoso').sku == 'Premium' && !reg('fabrikam').exists && reg.location == 'eastus'",
      atStart: true,
      read: ({ world }, name: string) => registryView(world, name),
    },
    {
      name: "registries",
      params: [],
      returns: "list<Registry>",
      says: "Every registry of the environment.",
      example: "registries().exists(r, r.name == 'contoso')",
      atStart: true,
      read: ({ world }) => Array.from(world.scan("registry"), ({ rest }) => registryView(world, rest[0] ?? "")),
    },
    {
      name: "regions",
      params: texts("registry"),
      returns: "list<string>",
      says: "The home region of a registry and the regions of its replicas.",
      example: "regions('contoso') == ['eastus', 'westeurope']",
      atStart: true,
      read: ({ world }, registry: string) => {
        const home = registryRow(world, registry)?.location;
        const others = replicasOf(world, registry.toLowerCase()).map(({ location }) => location);
        return home === undefined ? [] : [...new Set([home, ...others])];
      },
    },
    {
      name: "replica",
      params: texts("registry", "region"),
      returns: "Replica",
      says: "The replica of a registry in a region.",
      example: "replica('contoso', 'westeurope').status == 'Ready' && !replica('contoso', 'eastasia').exists",
      atStart: true,
      read: ({ world }, registry: string, region: string) => {
        const key = registry.toLowerCase();
        const row = world.get("replication", key, region);
        return row && replicaOf(world, key, row);
      },
    },
    {
      name: "webhook",
      params: texts("registry", "name"),
      returns: "Webhook",
      says: "A webhook of a registry.",
      example: "webhook('contoso', 'notify').actions == ['push']",
      atStart: true,
      read: ({ world }, registry: string, name: string) => {
        const row = world.get("webhook", registry.toLowerCase(), name.toLowerCase());
        return row && webhookOf(row);
      },
    },
    {
      name: "deliveries",
      params: texts("registry", "webhook"),
      returns: "list<Delivery>",
      says: "The deliveries of a webhook, in the order of their ids.",
      example: "deliveries('contoso', 'notify').exists(d, d.action == 'push' && d.repository == 'web')",
      atStart: true,
      read: ({ world }, registry: string, name: string) =>
        Array.from(world.scan("webhookDelivery", [registry.toLowerCase(), name.toLowerCase()]), ({ row }) => {
          const target = (row.request.content as { target?: { repository?: string; tag?: string } } | null)?.target;
          return {
            action: row.action,
            status: Number(row.response?.statusCode ?? 0),
            state: row.state,
            tries: row.tries,
            repository: target?.repository,
            tag: target?.tag,
          };
        }),
    },
  ],
};
