import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule, AzTable } from "../az-call.ts";
import { crud, itemPath, viewOf, type Kind } from "../crud.ts";
import { cell, memberOf, rowsOf } from "../table-cells.ts";
import { taskRegistry } from "./task-path.ts";
import type { JsonValue } from "../../../world/json.ts";

const pools: Kind = {
  group: "az acr agentpool",
  collection: async (az) => `${await taskRegistry(az)}/agentPools`,
  fields: ["count", "os", "provisioningState", "systemData", "tags", "tier", "virtualNetworkSubnetResourceId"],
};

async function create(az: AzCall): Promise<JsonValue | undefined> {
  const { options, arm } = az;
  const registry = await arm.registry(options.required("--registry"), options.text("--resource-group"));
  const subnet = options.text("--subnet-id");
  const body = {
    location: registry.location,
    properties: {
      count: options.number("--count"),
      tier: options.text("--tier"),
      os: options.text("--os"),
      ...(subnet !== undefined && { virtualNetworkSubnetResourceId: subnet }),
    },
  };
  const noWait = options.on("--no-wait");
  const made = await arm.put<ArmResource>(`${registry.id}/agentPools/${options.required("--name")}`, body, { noWait });
  return noWait ? undefined : viewOf(pools, made);
}

async function update(az: AzCall): Promise<JsonValue | undefined> {
  const count = az.options.number("--count");
  const noWait = az.options.on("--no-wait");
  const body = { properties: { ...(count !== undefined && { count }) } };
  const changed = await az.arm.patch<ArmResource>(await itemPath(pools, az), body, { noWait });
  return noWait ? undefined : viewOf(pools, changed);
}

async function remove(az: AzCall): Promise<undefined> {
  await az.confirm(
    `Are you sure you want to delete the agentpool '${az.options.required("--name")}' in registry '${az.options.required("--registry")}'?`,
  );
  await az.arm.delete(await itemPath(pools, az), { noWait: az.options.on("--no-wait") });
  return undefined;
}

async function show(az: AzCall): Promise<JsonValue> {
  const path = await itemPath(pools, az);
  if (az.options.on("--queue-count")) return (await az.arm.post<JsonValue>(`${path}/listQueueStatus`)) ?? null;
  return viewOf(pools, await az.arm.get<ArmResource>(path));
}

const table: AzTable = (result) =>
  rowsOf(result).map((pool) => ({
    NAME: cell(pool, "name"),
    COUNT: memberOf(pool, "count"),
    TIER: cell(pool, "tier"),
    STATE: cell(pool, "provisioningState"),
    VNET: cell(pool, "virtualNetworkSubnetResourceId"),
    OS: cell(pool, "os"),
  }));

/** `az acr agentpool`. */
export const agentPoolModule: AzModule = {
  handlers: {
    ...crud(pools),
    "az acr agentpool create": create,
    "az acr agentpool update": update,
    "az acr agentpool delete": remove,
    "az acr agentpool show": show,
  },
  tables: Object.fromEntries(["create", "update", "list", "show"].map((verb) => [`az acr agentpool ${verb}`, table])),
};
