import * as v from "valibot";
import { gate } from "../registry/sku.ts";
import { checkChildName } from "../registry/names.ts";
import { isoTime, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { CacheRule } from "../world/registry-tables.ts";
import { partial, readAs } from "./body.ts";
import { changing, childRoutes, type ChildKind } from "./children.ts";
import { badRequest, childNotFound } from "./errors.ts";
import { childId, findRegistry, param } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "cacheRules";

const ruleBody = v.looseObject({
  properties: partial({
    sourceRepository: v.nullish(v.string()),
    targetRepository: v.nullish(v.string()),
    credentialSetResourceId: v.nullish(v.string()),
  }),
});

const kind: ChildKind<"cacheRule"> = {
  table: "cacheRule",
  type,
  removal: "other",
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    properties: {
      sourceRepository: row.sourceRepository,
      targetRepository: row.targetRepository,
      credentialSetResourceId: row.credentialSet ? childId(draft, registry, "credentialSets", row.credentialSet) : null,
      creationDate: isoTime(row.createdAt),
      provisioningState: "Succeeded",
    },
  }),
};

const invalid = (message: string, target: string): Result<ArmAnswer> => badRequest(message, { target });

function write(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(ruleBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const open = gate(rules, "artifactCacheRules", registry.sku);
  if (!open.ok) return open;
  const name = param(call, "child");
  const existing = draft.get("cacheRule", key, name.toLowerCase());
  const right = existing ? ok(name) : checkChildName(rules, "cache rule", name);
  if (!right.ok) return right;
  const properties = body.value.properties ?? {};
  const source = properties.sourceRepository ?? existing?.sourceRepository ?? "";
  const target = properties.targetRepository ?? existing?.targetRepository ?? "";
  if (!/^[^/]+\.[^/]+\/.+/.test(source)) {
    return invalid(
      `The source repository '${source}' is not of the form HOST/REPOSITORY.`,
      "properties.sourceRepository",
    );
  }
  if (target === "") return invalid("The property 'targetRepository' is required.", "properties.targetRepository");
  if (registry.policies.softDelete.enabled) {
    return badRequest("Artifact cache is not supported for a registry with the soft delete policy.", {
      fact: "softDelete",
    });
  }
  const others = [...draft.scan("cacheRule", [key])].map(({ row }) => row).filter((row) => row !== existing);
  const clash = others.find((row) => row.targetRepository === target);
  if (clash) {
    return fail({
      code: "CacheRuleConflict",
      status: 409,
      message: `The cache rule '${clash.name}' already has the target repository '${target}'.`,
    });
  }
  const most = rules.details<{ maxRules: { value: number } }>("artifactCacheRules")?.maxRules.value;
  if (most !== undefined && others.length + 1 > most) {
    const message = `Quota exceeded for resource type ${type}: at most ${most} rules.`;
    return fail({ code: "QuotaExceeded", status: 403, message, fact: "artifactCacheRules" });
  }
  const set = credentialSetOf(properties.credentialSetResourceId, existing?.credentialSet);
  if (set !== undefined && !draft.has("credentialSet", key, set.toLowerCase())) {
    return childNotFound(registryType("credentialSets"), set);
  }
  const row: CacheRule = {
    name: existing?.name ?? name,
    sourceRepository: source,
    targetRepository: target,
    ...(set !== undefined && { credentialSet: set }),
    createdAt: existing?.createdAt ?? now(draft),
  };
  draft.put("cacheRule", [key, name.toLowerCase()], row);
  const { headers } = startOperation(call, "other", childId(draft, registry, type, name), registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

/** Name of a credential set from its id; an empty id removes it, a missing one keeps the old one. */
function credentialSetOf(id: string | null | undefined, before: string | undefined): string | undefined {
  if (id === undefined) return before;
  if (id === null || id === "") return undefined;
  return id.slice(id.lastIndexOf("/") + 1);
}

export const cacheRuleRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], write),
  on("PATCH", `/${type}/{child}`, [type, "write"], changing(kind, write)),
];
