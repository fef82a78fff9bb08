import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { crud, itemPath, viewOf, type Kind } from "../crud.ts";
import { flattenResource } from "../flatten-resource.ts";
import type { JsonValue } from "../../../world/json.ts";

const connections: Kind = {
  group: "az acr private-endpoint-connection",
  collection: async ({ arm, options }) =>
    `${await arm.registryId(options.required("--registry-name"), options.text("--resource-group"))}/privateEndpointConnections`,
  fields: ["privateEndpoint", "privateLinkServiceConnectionState", "provisioningState", "systemData"],
};

const decide =
  (status: "Approved" | "Rejected") =>
  async (az: AzCall): Promise<JsonValue> => {
    const path = await itemPath(connections, az);
    const { properties } = await az.arm.get<ArmResource>(path);
    const description = az.options.text("--description");
    const privateLinkServiceConnectionState = { status, ...(description !== undefined && { description }) };
    const body = { properties: { ...properties, privateLinkServiceConnectionState } };
    return viewOf(connections, await az.arm.put<ArmResource>(path, body));
  };

/** `az acr private-endpoint-connection` and `az acr private-link-resource`. */
export const privateEndpointModule: AzModule = {
  handlers: {
    ...crud(connections),
    "az acr private-endpoint-connection approve": decide("Approved"),
    "az acr private-endpoint-connection reject": decide("Rejected"),
    "az acr private-link-resource list": async ({ arm, options }) => {
      const registry = await arm.registryId(options.required("--name"), options.text("--resource-group"));
      const fields = ["groupId", "requiredMembers", "requiredZoneNames"];
      return (await arm.list(`${registry}/privateLinkResources`)).map((resource) => flattenResource(resource, fields));
    },
  },
};
