import { gate } from "../registry/sku.ts";
import { checkChildName } from "../registry/names.ts";
import { isoTime, now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { badRequest } from "./errors.ts";
import { childId, findRegistry, param } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "connectedRegistries";

const kind: ChildKind<"connectedRegistry"> = {
  table: "connectedRegistry",
  type,
  removal: "other",
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    properties: {
      mode: "ReadOnly",
      connectionState: "Offline",
      activation: { status: "Inactive" },
      creationDate: isoTime(row.createdAt),
      provisioningState: "Succeeded",
    },
  }),
};

/** Registers a registry on premises. It never comes online here: synchronizing is not simulated. */
function create(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const open = gate(rules, "connectedRegistry", registry.sku);
  if (!open.ok) return open;
  const name = checkChildName(rules, "connected registry", param(call, "child"));
  if (!name.ok) return name;
  const dedicated = registry.dataEndpointEnabled;
  if (!dedicated) {
    return badRequest("Dedicated data endpoints have to be enabled to create a connected registry.", {
      fact: "dedicatedDataEndpoints",
    });
  }
  const row = { name: name.value, createdAt: now(draft) };
  draft.put("connectedRegistry", [key, name.value.toLowerCase()], row);
  const { headers } = startOperation(call, "other", childId(draft, registry, type, row.name), registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

export const connectedRegistryRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
];
