import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule, AzTable } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { regionName } from "../location.ts";
import { cell, memberOf, rowsOf } from "../table-cells.ts";
import { requireTier } from "./tier-check.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const fields = ["provisioningState", "regionEndpointEnabled", "status", "systemData", "tags", "zoneRedundancy"];
const view = (replication: ArmResource): JsonObject => flattenResource(replication, fields);

/** The registry of `--registry`, once the client is content with its tier. */
async function registryWithReplicas(az: AzCall): Promise<ArmResource> {
  const registry = await az.arm.registry(az.options.required("--registry"), az.options.text("--resource-group"));
  requireTier(az, registry, "geoReplication", "Replications");
  return registry;
}

/** `--global-endpoint-routing` is the newer name of `--region-endpoint-enabled`. */
const routed = ({ options }: AzCall): boolean | undefined => options.state("--region-endpoint-enabled");

async function create(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const location = await regionName(az, options.required("--location"));
  const registry = await registryWithReplicas(az);
  const normal = location.replaceAll(" ", "").toLowerCase();
  if (normal === registry.location) {
    throw azError("Replication could not be created in the same location as the registry.", 1, {
      code: "HomeRegion",
      text: `${registry.name} already has its home region in ${normal}.`,
      next: "Choose another region.",
    });
  }
  const name = options.text("--name") ?? normal;
  const enabled = routed(az);
  const zones = options.text("--zone-redundancy");
  const tags = options.tags("--tags");
  const body = {
    location,
    ...(tags && { tags }),
    properties: {
      ...(enabled !== undefined && { regionEndpointEnabled: enabled }),
      ...(zones !== undefined && { zoneRedundancy: zones }),
    },
  };
  return view(await arm.put<ArmResource>(`${registry.id}/replications/${name}`, body));
}

const pathOf = (az: AzCall, registry: ArmResource): string =>
  `${registry.id}/replications/${az.options.required("--name")}`;

async function update(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const id = await arm.registryId(options.required("--registry"), options.text("--resource-group"));
  const path = `${id}/replications/${options.required("--name")}`;
  await arm.get(path);
  const enabled = routed(az);
  const tags = options.tags("--tags");
  const body = {
    ...(tags && { tags }),
    ...(enabled !== undefined && { properties: { regionEndpointEnabled: enabled } }),
  };
  return view(await arm.patch<ArmResource>(path, body));
}

const table: AzTable = (result) =>
  rowsOf(result).map((replication) => ({
    NAME: cell(replication, "name"),
    LOCATION: cell(replication, "location"),
    "PROVISIONING STATE": cell(replication, "provisioningState"),
    STATUS: cell(replication, "status", "displayStatus"),
    "REGION ENDPOINT ENABLED": memberOf(replication, "regionEndpointEnabled") === true ? "True" : "False",
  }));

/** `az acr replication`. */
export const replicationModule: AzModule = {
  handlers: {
    "az acr replication create": create,
    "az acr replication update": update,
    "az acr replication show": async (az) =>
      view(await az.arm.get<ArmResource>(pathOf(az, await registryWithReplicas(az)))),
    "az acr replication list": async (az) =>
      (await az.arm.list(`${(await registryWithReplicas(az)).id}/replications`)).map(view),
    "az acr replication delete": async (az) => {
      await az.arm.delete(pathOf(az, await registryWithReplicas(az)));
      return undefined;
    },
  },
  tables: Object.fromEntries(["create", "update", "show", "list"].map((verb) => [`az acr replication ${verb}`, table])),
};
