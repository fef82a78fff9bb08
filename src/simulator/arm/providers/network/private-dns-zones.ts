import type { ArmResource } from "../../../world/cloud-tables.ts";
import { fail, ok } from "../../../world/result.ts";
import { findResource, resourceRoutes, resourcesBelow } from "../resource-kind.ts";
import { badRequest } from "../../errors.ts";
import type { ArmRoute } from "../../route.ts";
import { asRecord, asText } from "../../../world/json.ts";

export const zoneType = "Microsoft.Network/privateDnsZones";
const linkType = `${zoneType}/virtualNetworkLinks`;

/** Private DNS zones, their links to virtual networks and their address records. */
export const dnsRoutes: ArmRoute[] = [
  ...resourceRoutes({
    type: zoneType,
    make: (_, row) => ok<ArmResource>({ ...row, location: "global" }),
    mayRemove: (call, row) =>
      [...resourcesBelow(call.draft, row.id, linkType)].length === 0
        ? ok(null)
        : fail({
            code: "CannotDeleteResource",
            status: 409,
            message: `Can not delete resource '${row.name}' before its nested resources are deleted.`,
            next: "Delete the links to virtual networks first.",
          }),
  }),
  ...resourceRoutes({
    type: linkType,
    make: (call, row, before) => {
      const networkId = asText(asRecord(row.properties["virtualNetwork"])["id"]);
      const network = networkId || asText(asRecord(before?.properties["virtualNetwork"])["id"]);
      if (!findResource(call.draft, network)) {
        return badRequest(`The virtual network '${network}' of the link does not exist.`, { target: "virtualNetwork" });
      }
      return ok({
        ...row,
        location: "global",
        properties: { registrationEnabled: false, ...row.properties, virtualNetworkLinkState: "Completed" },
      });
    },
  }),
  ...resourceRoutes({
    type: `${zoneType}/A`,
    make: (_, row) => ok({ ...row, properties: { ttl: 3600, aRecords: [], ...row.properties } }),
  }),
];
