import * as v from "valibot";
import { ok, type Result } from "../world/result.ts";
import { oneOf, partial, readAs } from "./body.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { findChild, findRegistry } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on } from "./paths.ts";
import { connectionView } from "./private-endpoint-view.ts";
import { registryScope } from "../identity/scope.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "privateEndpointConnections";

const kind: ChildKind<"privateEndpointConnection"> = {
  table: "privateEndpointConnection",
  type,
  removal: "other",
  view: ({ draft }, registry, row) => connectionView(draft, registry, row),
};

const connectionBody = v.looseObject({
  properties: partial({
    privateLinkServiceConnectionState: v.looseObject({
      status: oneOf(["Approved", "Rejected", "Pending", "Disconnected"]),
      description: v.nullish(v.string()),
    }),
  }),
});

/** Approves or rejects a connection that a private endpoint asked for. */
function decide(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(connectionBody, call.body);
  if (!body.ok) return body;
  const found = findChild(call, "privateEndpointConnection", type);
  if (!found.ok) return found;
  const { key, id, registry, row } = found.value;
  const connectionState = body.value.properties?.privateLinkServiceConnectionState;
  const changed = {
    ...row,
    state: connectionState?.status ?? row.state,
    description: connectionState?.description ?? row.description,
  };
  call.draft.put("privateEndpointConnection", [key, id], changed);
  const { headers } = startOperation(call, "other", registryScope(call.draft, registry), registry.location);
  return ok({ status: 201, headers, body: connectionView(call.draft, registry, changed) });
}

/** The parts of a registry that private link can lead to: one for the login server, one for each region's data. */
function linkResources(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const zone = call.rules.value<string>("privateDnsZone") ?? "";
  const replicas = [...call.draft.scan("replication", [key])].map(({ row }) => row.location);
  const regions = [...new Set([registry.location, ...replicas])];
  const properties = {
    groupId: "registry",
    requiredMembers: [...regions.map((region) => `registry_data_${region}`), "registry"],
    requiredZoneNames: [zone],
  };
  const id = `${registryScope(call.draft, registry)}/privateLinkResources/registry`;
  return ok({ status: 200, body: { value: [{ id, name: "registry", properties }] } });
}

export const privateEndpointRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], decide),
  on("GET", "/privateLinkResources", ["privateLinkResources", "read"], linkResources),
];
