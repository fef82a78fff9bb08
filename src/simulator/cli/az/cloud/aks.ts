import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { locationOrGroups } from "../location.ts";
import { attachRegistry, detachRegistry, kubeletOf } from "./attach-registry.ts";
import { mergeKubeconfig } from "./kubeconfig.ts";
import { groupPath, sure } from "../resource-path.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const type = "Microsoft.ContainerService/managedClusters";
const path = (az: AzCall): string => `${groupPath(az)}/providers/${type}/${az.options.required("--name")}`;

const fields = [
  "aadProfile",
  "addonProfiles",
  "apiServerAccessProfile",
  "diskEncryptionSetId",
  "extendedLocation",
  "httpProxyConfig",
];
const view = (cluster: ArmResource): JsonObject => flattenResource(cluster, fields);

/** Identities that the pretend service does not let one choose. */
function refuseOwnIdentities({ options }: AzCall, flags: readonly string[]): void {
  const found = flags.find((flag) => options.wasTyped(flag));
  if (found === undefined) return;
  throw notSimulated(
    `${found} of a cluster`,
    "Clusters have a system-assigned identity, and a kubelet identity that the service makes.",
    "Leave the option out; the kubelet's identity is in identityProfile.kubeletidentity.",
  );
}

const ownIdentities = ["--assign-identity", "--assign-kubelet-identity"];

async function create(az: AzCall): Promise<JsonValue | undefined> {
  const { options, arm } = az;
  refuseOwnIdentities(az, [...ownIdentities, "--service-principal", "--client-secret"]);
  const [registry, noWait] = [options.text("--attach-acr"), options.on("--no-wait")];
  if (registry !== undefined && noWait) {
    throw azError(
      "When --attach-acr and --enable-managed-identity are both specified, --no-wait is not allowed, please wait until " +
        "the whole operation succeeds.",
      1,
      {
        code: "MutuallyExclusive",
        text: "The registry is attached to an identity that the service makes with the cluster, so the client has to wait.",
      },
    );
  }
  const group = options.required("--resource-group");
  const name = options.required("--name");
  const location = await locationOrGroups(az, group);
  const tags = options.tags("--tags");
  const version = options.text("--kubernetes-version");
  const plugin = options.text("--network-plugin");
  const vmSize = options.text("--node-vm-size");
  const body = {
    location,
    ...(tags && { tags }),
    identity: { type: "SystemAssigned" },
    properties: {
      ...(version !== undefined && { kubernetesVersion: version }),
      dnsPrefix: `${name.slice(0, 10)}-${group.slice(0, 16)}-${az.account.id.slice(0, 6)}`,
      enableRBAC: true,
      agentPoolProfiles: [
        {
          name: "nodepool1",
          count: options.number("--node-count") ?? 3,
          ...(vmSize !== undefined && { vmSize }),
          osType: "Linux",
          mode: "System",
          type: "VirtualMachineScaleSets",
        },
      ],
      ...(plugin !== undefined && { networkProfile: { networkPlugin: plugin } }),
    },
  };
  const made = await arm.put<ArmResource>(path(az), body, { noWait });
  if (noWait) return undefined;
  if (registry !== undefined) {
    const kubelet = kubeletOf(made);
    if (kubelet === undefined) {
      az.warn(
        "Your cluster is successfully created, but we failed to attach acr to it, you can manually grant permission to the " +
          "identity named <ClUSTER_NAME>-agentpool in MC_ resource group to give it permission to pull from ACR.",
      );
    } else await attachRegistry(az, kubelet, registry);
  }
  return view(made);
}

async function update(az: AzCall): Promise<JsonValue | undefined> {
  const { options, arm } = az;
  refuseOwnIdentities(az, ownIdentities);
  const [attach, detach] = [options.text("--attach-acr"), options.text("--detach-acr")];
  const tags = options.tags("--tags");
  if (attach === undefined && detach === undefined && !tags) {
    await az.confirm("no argument specified to update would you like to reconcile to current settings?", {
      quiet: true,
    });
  }
  const cluster = await arm.get<ArmResource>(path(az));
  const kubelet = kubeletOf(cluster);
  if (kubelet !== undefined) {
    if (attach !== undefined) await attachRegistry(az, kubelet, attach);
    if (detach !== undefined) await detachRegistry(az, kubelet, detach);
  }
  const body = {
    location: cluster.location,
    tags: tags ?? cluster.tags,
    identity: cluster["identity"],
    sku: cluster["sku"],
    properties: cluster.properties,
  };
  const noWait = options.on("--no-wait");
  const changed = await arm.put<ArmResource>(path(az), body, { noWait });
  return noWait ? undefined : view(changed);
}

async function credentials(az: AzCall): Promise<undefined> {
  const admin = az.options.on("--admin");
  const who = admin ? "Admin" : "User";
  const { kubeconfigs = [] } = await az.arm.post<{ kubeconfigs?: { value: string }[] }>(
    `${path(az)}/listCluster${who}Credential`,
  );
  const [first] = kubeconfigs;
  if (!first) throw azError("No Kubernetes credentials found.");
  await mergeKubeconfig(az, new TextDecoder().decode(Uint8Array.from(atob(first.value), (char) => char.charCodeAt(0))));
  return undefined;
}

/** `az aks`, as far as registries are concerned. */
export const aksModule: AzModule = {
  handlers: {
    "az aks create": create,
    "az aks update": update,
    "az aks show": async (az) => view(await az.arm.get<ArmResource>(path(az))),
    "az aks list": async (az) => {
      const group = az.options.text("--resource-group");
      const base = group === undefined ? az.arm.subscription : `${az.arm.subscription}/resourceGroups/${group}`;
      return (await az.arm.list(`${base}/providers/${type}`)).map(view);
    },
    "az aks delete": async (az) => {
      await az.confirm(sure);
      await az.arm.delete(path(az), { noWait: az.options.on("--no-wait") });
      return undefined;
    },
    "az aks get-credentials": credentials,
  },
  tables: {
    "az aks list": (result) => (result as JsonObject[]).map(row),
    "az aks show": (result) => [row(result as JsonObject)],
  },
};

function row(cluster: JsonObject): Record<string, JsonValue> {
  return {
    Name: cluster["name"] ?? null,
    Location: cluster["location"] ?? null,
    ResourceGroup: cluster["resourceGroup"] ?? null,
    KubernetesVersion: cluster["kubernetesVersion"] ?? null,
    CurrentKubernetesVersion: cluster["currentKubernetesVersion"] ?? null,
    ProvisioningState: cluster["provisioningState"] ?? null,
    Fqdn: cluster["fqdn"] ?? null,
  };
}
