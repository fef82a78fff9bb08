import type { PrivateEndpointConnection, Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { childId } from "./find.ts";
import { registryType } from "./paths.ts";

/** A connection of a private endpoint as the management plane shows it. */
export const connectionView = (reader: Reader, registry: Registry, row: PrivateEndpointConnection) => ({
  id: childId(reader, registry, "privateEndpointConnections", row.name),
  name: row.name,
  type: registryType("privateEndpointConnections"),
  properties: {
    privateEndpoint: { id: row.privateEndpointId },
    privateLinkServiceConnectionState: { status: row.state, description: row.description, actionsRequired: "None" },
    provisioningState: "Succeeded",
  },
});
