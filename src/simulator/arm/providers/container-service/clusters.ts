import type { ArmResource, Principal } from "../../../world/cloud-tables.ts";
import { isoTime } from "../../../world/clock.ts";
import { ok, type Result } from "../../../world/result.ts";
import type { Draft } from "../../../world/world.ts";
import { findByPath, putResource, resourceRoutes } from "../resource-kind.ts";
import { identityType } from "../managed-identity/user-assigned-identities.ts";
import { removePrincipal } from "../../../identity/directory.ts";
import { newManagedIdentity } from "../managed-identity/new-managed-identity.ts";
import { badRequest } from "../../errors.ts";
import { groupId } from "../../find.ts";
import { completion, startOperation } from "../../operations.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../../route.ts";
import { asList, asRecord, asText, isRecord, type JsonRecord } from "../../../world/json.ts";

export const clusterType = "Microsoft.ContainerService/managedClusters";
const versions = ["1.33.4", "1.32.7", "1.31.11"];

/** A cluster's API server; two clusters of one name in one region are told apart by their group. */
function hostOf(draft: Draft, row: ArmResource): string {
  const plain = `${row.name}.${row.location}.azmk8s.io`.toLowerCase();
  const owner = draft.get("clusterObject", plain, "", "Cluster", "self")?.["id"];
  return owner === undefined || owner === row.id
    ? plain
    : `${row.name}-${row.resourceGroup}.${row.location}.azmk8s.io`.toLowerCase();
}

/** The managed identity of the nodes, by which they pull; it is in the node resource group. */
function kubeletIdentity(
  call: ArmCall,
  row: ArmResource,
  nodeGroup: string,
): { identity: JsonRecord; principal: Principal } {
  const name = `${row.name}-agentpool`;
  const id = `${groupId(call.draft, nodeGroup)}/providers/${identityType}/${name}`;
  const principal = newManagedIdentity(call, name, id);
  const tenantId = call.draft.get("settings")?.subscription.tenantId ?? "";
  call.draft.put("group", [nodeGroup.toLowerCase()], { name: nodeGroup, location: row.location, tags: {} });
  putResource(call.draft, {
    ...row,
    id,
    name,
    type: identityType,
    resourceGroup: nodeGroup,
    properties: { principalId: principal.id, clientId: principal.appId, tenantId },
  });
  return { identity: { resourceId: id, clientId: principal.appId, objectId: principal.id }, principal };
}

function poolsOf(properties: JsonRecord): JsonRecord[] {
  const pools = asList(properties["agentPoolProfiles"]);
  const profiles = pools.length > 0 ? pools : [{ name: "nodepool1" }];
  return profiles.map((pool) => ({
    count: 3,
    vmSize: "Standard_D2s_v5",
    osType: "Linux",
    mode: "System",
    provisioningState: "Succeeded",
    ...pool,
  }));
}

/** The nodes of a cluster as the Kubernetes API shows them. */
function putNodes(draft: Draft, host: string, row: ArmResource, pools: JsonRecord[]): void {
  draft.removeBelow("clusterObject", host, "", "Node");
  for (const pool of pools) {
    const arm = /_D\w*p\w*_v\d|_E\w*p\w*_v\d|_B\w*p\w*_v\d/i.test(asText(pool["vmSize"]));
    for (let index = 0; index < Number(pool["count"]); index++) {
      const name = `aks-${asText(pool["name"])}-vmss${String(index).padStart(6, "0")}`;
      const os = asText(pool["osType"]).toLowerCase() || "linux";
      draft.put("clusterObject", [host, "", "Node", name], {
        apiVersion: "v1",
        kind: "Node",
        metadata: {
          name,
          creationTimestamp: isoTime(row.createdAt),
          labels: {
            "kubernetes.io/arch": arm ? "arm64" : "amd64",
            "kubernetes.io/os": os,
            agentpool: asText(pool["name"]),
            "topology.kubernetes.io/region": row.location,
          },
        },
        status: {
          nodeInfo: {
            architecture: arm ? "arm64" : "amd64",
            operatingSystem: os,
            kubeletVersion: `v${asText(row.properties["kubernetesVersion"])}`,
          },
          addresses: [{ type: "InternalIP", address: `10.224.0.${4 + index}` }],
          conditions: [{ type: "Ready", status: "True" }],
        },
        subnetId: asText(pool["vnetSubnetID"]),
      });
    }
  }
}

const clusterReady = completion("cluster.ready", (draft, { id }) =>
  draft.update("resource", [id], (row) => ({
    ...row,
    properties: { ...row.properties, provisioningState: "Succeeded", powerState: { code: "Running" } },
  })),
);

function make(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<ArmResource> {
  const { draft } = call;
  const pools = poolsOf(row.properties["agentPoolProfiles"] ? row.properties : (before?.properties ?? {}));
  if (
    pools.some((pool) => !Number.isInteger(pool["count"]) || Number(pool["count"]) < 1 || Number(pool["count"]) > 1000)
  ) {
    return badRequest("The count of nodes in an agent pool has to be 1 to 1000.", {
      target: "agentPoolProfiles.count",
    });
  }
  const host = hostOf(draft, row);
  const nodeGroup =
    asText(row.properties["nodeResourceGroup"]) || `MC_${row.resourceGroup}_${row.name}_${row.location}`;
  const kept = isRecord(before?.properties["identityProfile"]) ? before.properties["identityProfile"] : undefined;
  const identityProfile = kept ?? { kubeletidentity: kubeletIdentity(call, row, nodeGroup).identity };
  const own = before?.identity ?? {
    type: "SystemAssigned",
    tenantId: draft.get("settings")?.subscription.tenantId ?? "",
    principalId: newManagedIdentity(call, row.name, row.id).id,
  };
  const made: ArmResource = {
    ...row,
    identity: own,
    sku: row.sku ?? { name: "Base", tier: "Free" },
    properties: {
      kubernetesVersion: versions[0],
      enableRBAC: true,
      networkProfile: { networkPlugin: "azure", outboundType: "loadBalancer", podCidr: "10.244.0.0/16" },
      ...before?.properties,
      ...row.properties,
      dnsPrefix: asText(row.properties["dnsPrefix"]) || asText(before?.properties["dnsPrefix"]) || row.name,
      agentPoolProfiles: pools,
      fqdn: host,
      nodeResourceGroup: nodeGroup,
      identityProfile,
      // Address that the nodes go out by.
      outboundAddress: before?.properties["outboundAddress"] ?? outboundAddress(call, row.id),
      provisioningState: before ? "Updating" : "Creating",
    },
  };
  draft.put("clusterObject", [host, "", "Cluster", "self"], { id: row.id });
  for (const name of ["default", "kube-system"]) {
    if (draft.has("clusterObject", host, "", "Namespace", name)) continue;
    const metadata = { name, creationTimestamp: isoTime(row.createdAt) };
    draft.put("clusterObject", [host, "", "Namespace", name], {
      apiVersion: "v1",
      kind: "Namespace",
      metadata,
      status: { phase: "Active" },
    });
    draft.put("clusterObject", [host, name, "ServiceAccount", "default"], {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: name },
    });
  }
  putNodes(draft, host, made, pools);
  startOperation(call, "other", row.id, row.location, clusterReady({ id: row.id.toLowerCase() }));
  return ok(made);
}

/** A public address for what goes out of a cluster or a container group, always the same for the same resource. */
export function outboundAddress(call: ArmCall, id: string): string {
  const bytes = call.cloud.hash.sha256(new TextEncoder().encode(id.toLowerCase()));
  return `20.${bytes[0] ?? 1}.${bytes[1] ?? 1}.${bytes[2] ?? 1}`;
}

/** What goes with a cluster: its identities, its node resource group and the objects in it. */
export function removeCluster(draft: Draft, row: ArmResource): void {
  const kubelet = asRecord(asRecord(row.properties["identityProfile"])["kubeletidentity"]);
  removePrincipal(draft, asText(kubelet["objectId"]));
  removePrincipal(draft, asText(row.identity?.["principalId"]));
  draft.remove("resource", asText(kubelet["resourceId"]).toLowerCase());
  draft.remove("group", asText(row.properties["nodeResourceGroup"]).toLowerCase());
  draft.removeBelow("clusterObject", asText(row.properties["fqdn"]));
}

/** What `az aks get-credentials` merges in the kubeconfig. */
function kubeconfig(call: ArmCall): Result<ArmAnswer> {
  const found = findByPath(call, clusterType);
  if (!found.ok) return found;
  const { name, resourceGroup, properties } = found.value;
  const user = `clusterUser_${resourceGroup}_${name}`;
  const lines = [
    "apiVersion: v1",
    "clusters:",
    `- cluster:\n    server: https://${asText(properties["fqdn"])}:443\n  name: ${name}`,
    "contexts:",
    `- context:\n    cluster: ${name}\n    user: ${user}\n  name: ${name}`,
    `current-context: ${name}`,
    "kind: Config",
    "preferences: {}",
    "users:",
    `- name: ${user}\n  user: {}`,
    "",
  ];
  return ok({ status: 200, body: { kubeconfigs: [{ name: "clusterUser", value: btoa(lines.join("\n")) }] } });
}

const item = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${clusterType}/{name}`;

/** Clusters of the Azure Kubernetes Service. Attaching a registry is a role assignment to the kubelet's identity. */
export const clusterRoutes: ArmRoute[] = [
  ...resourceRoutes({ type: clusterType, make, removed: ({ draft }, row) => removeCluster(draft, row) }),
  ...["User", "Admin"].map((who): ArmRoute => ({
    method: "POST",
    path: `${item}/listCluster${who}Credential`,
    action: `${clusterType}/listCluster${who}Credential/action`,
    handle: kubeconfig,
  })),
];
