import * as v from "valibot";
import { poolOf } from "../registry/new-run.ts";
import { gate } from "../registry/sku.ts";
import { checkChildName } from "../registry/names.ts";
import { enqueue, now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import type { AgentPool } from "../world/registry-tables.ts";
import { oneOf, partial, readAs } from "./body.ts";
import { changing, childRoutes, type ChildKind } from "./children.ts";
import { badRequest } from "./errors.ts";
import { childId, findChild, findRegistry, param } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "agentPools";

const poolBody = v.looseObject({
  properties: partial({
    count: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))),
    tier: v.nullish(v.string()),
    os: v.nullish(oneOf(["Linux", "Windows"])),
  }),
});

const kind: ChildKind<"agentPool"> = {
  table: "agentPool",
  type,
  removal: "agentPool",
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    location: row.location,
    properties: { count: row.count, tier: row.tier, os: row.os, provisioningState: "Succeeded" },
  }),
};

/** Machines of its own for a registry's tasks, of one of the sizes that the facts name. */
function write(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(poolBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const open = gate(rules, "agentPools", registry.sku);
  if (!open.ok) return open;
  const name = param(call, "child");
  const existing = draft.get("agentPool", key, name.toLowerCase());
  const right = existing ? ok(name) : checkChildName(rules, "agent pool", name);
  if (!right.ok) return right;
  const properties = body.value.properties ?? {};
  const tiers = Object.keys(rules.value<Record<string, unknown>>("agentPoolTiers") ?? {});
  const tier = properties.tier?.toUpperCase() ?? existing?.tier ?? tiers[0] ?? "";
  if (!tiers.includes(tier))
    return badRequest(`The tier '${tier}' is not one of ${tiers.join(", ")}.`, { target: "tier" });
  const row: AgentPool = {
    name: existing?.name ?? name,
    location: registry.location,
    tier,
    count: properties.count ?? existing?.count ?? 1,
    os: properties.os ?? existing?.os ?? "Linux",
    createdAt: existing?.createdAt ?? now(draft),
  };
  draft.put("agentPool", [key, name.toLowerCase()], row);
  enqueue(draft, "agentPool.changed", { registry: key, pool: name.toLowerCase() });
  const { headers } = startOperation(call, "agentPool", childId(draft, registry, type, name), registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

/** How many runs wait for a machine of the pool. */
function queueStatus(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "agentPool", type);
  if (!found.ok) return found;
  const { key, row } = found.value;
  const waiting = [...call.draft.scan("run", [key])].filter(
    ({ row: run }) => run.status === "Queued" && poolOf(run) === row.name.toLowerCase(),
  );
  return ok({ status: 200, body: { count: waiting.length } });
}

export const agentPoolRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], write),
  on("PATCH", `/${type}/{child}`, [type, "write"], changing(kind, write)),
  on("POST", `/${type}/{child}/listQueueStatus`, [type, "listQueueStatus", "action"], queueStatus),
];
