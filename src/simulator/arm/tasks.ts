import { registryScope } from "../identity/scope.ts";
import { checkChildName } from "../registry/names.ts";
import { gate } from "../registry/sku.ts";
import { checkStep, checkTriggers } from "../registry/task-definition.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Task } from "../world/service-tables.ts";
import { readAs } from "./body.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { childNotFound } from "./errors.ts";
import { childId, findChild, findRegistry, param, systemData } from "./find.ts";
import { readIdentity } from "./identity-body.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";
import { taskBody, triggerOf, triggerView, type TaskBody } from "./task-body.ts";

const type = "tasks";

const taskView: ChildKind<"task">["view"] = ({ draft }, registry, row) => ({
  id: childId(draft, registry, type, row.name),
  name: row.name,
  type: registryType(type),
  location: row.location,
  tags: row.tags,
  ...(row.identity && { identity: row.identity }),
  systemData: systemData(draft, registry.createdBy, row.createdAt),
  properties: {
    provisioningState: "Succeeded",
    creationDate: isoTime(row.createdAt),
    status: row.enabled ? "Enabled" : "Disabled",
    platform: row.platform,
    agentConfiguration: { cpu: row.cpu },
    agentPoolName: row.agentPool ?? null,
    timeout: row.timeoutSeconds,
    step: withoutSecrets(row.step),
    trigger: triggerView(row.trigger),
    credentials: withoutSecrets(row.credentials),
    isSystemTask: row.isSystemTask,
  },
});

const secret = /password|accesstoken|secret/i;

/** Secrets go in and never come out. */
function withoutSecrets(value: Record<string, unknown>): Record<string, unknown> {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value as Record<string, unknown>);
    const hidden = "isSecret" in value && value.isSecret === true;
    return Object.fromEntries(
      entries.map(([name, part]) => [name, secret.test(name) || (hidden && name === "value") ? null : clean(part)]),
    );
  };
  return clean(value) as Record<string, unknown>;
}

const kind: ChildKind<"task"> = { table: "task", type, view: taskView };

interface TaskDefaults {
  platform: string;
  cpu: number;
  taskTimeoutSeconds: number;
}

function create(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const name = checkChildName(call.rules, "task", param(call, "child"));
  if (!name.ok) return name;
  const existing = call.draft.get("task", key, name.value.toLowerCase());
  const defaults = call.rules.value<TaskDefaults>("taskDefaults");
  const [os = "", architecture = ""] = defaults?.platform.split("/") ?? [];
  const start: Task = {
    name: existing?.name ?? name.value,
    location: registry.location,
    tags: {},
    createdAt: existing?.createdAt ?? now(call.draft),
    enabled: true,
    platform: { os, architecture },
    cpu: defaults?.cpu ?? 1,
    timeoutSeconds: defaults?.taskTimeoutSeconds ?? 0,
    step: {},
    trigger: { timers: [], sources: [] },
    credentials: {},
    isSystemTask: false,
    ...(existing?.identity && { identity: existing.identity }),
  };
  return store(call, key, registry, start);
}

/**
 * Stores a task and answers 200, for a new one too: API version 2019-06-01-preview does (recordings of Azure/azure-cli,
 * test_acr_task.yaml), and az prints only that answer.
 */
function store(call: ArmCall, key: string, registry: Registry, before: Task): Result<ArmAnswer> {
  const { draft, rules } = call;
  const body = readAs(taskBody, call.body);
  if (!body.ok) return body;
  const properties = body.value.properties ?? {};
  const pool = properties.agentPoolName ?? before.agentPool;
  if (pool) {
    const open = gate(rules, "agentPools", registry.sku);
    if (!open.ok) return open;
    if (!draft.has("agentPool", key, pool.toLowerCase())) return childNotFound(registryType("agentPools"), pool);
  }
  const step = checkStep(properties.step ? { ...before.step, ...properties.step } : before.step);
  if (!step.ok) return step;
  const trigger = checkTriggers(triggerOf(properties.trigger, before.trigger));
  if (!trigger.ok) return trigger;
  const id = `${registryScope(draft, registry)}/${type}/${before.name}`;
  const systemIdentity = before.identity ? { ...before.identity, userAssigned: [] } : undefined;
  const identity = readIdentity(call, body.value.identity, systemIdentity, id);
  if (!identity.ok) return identity;
  const row: Task = {
    ...before,
    ...changed(body.value, before),
    step: step.value,
    trigger: trigger.value,
    ...(identity.value && { identity: identity.value }),
    ...(pool && { agentPool: pool }),
  };
  draft.put("task", [key, row.name.toLowerCase()], row);
  enqueue(draft, "task.changed", { registry: key, task: row.name.toLowerCase() });
  return ok({ status: 200, body: taskView(call, registry, row) });
}

const registriesIn = (credentials: Record<string, unknown>): Record<string, unknown> => {
  const { customRegistries } = credentials;
  return typeof customRegistries === "object" && customRegistries !== null ? { ...customRegistries } : {};
};

/** Credentials for other registries are added one by one; null takes one away. */
function mergedCredentials(
  credentials: Record<string, unknown>,
  before: Record<string, unknown>,
): Record<string, unknown> {
  const all = Object.entries({ ...registriesIn(before), ...registriesIn(credentials) }).filter(
    ([, credential]) => credential !== null,
  );
  const merged = { ...before, ...credentials };
  return "customRegistries" in merged ? { ...merged, customRegistries: Object.fromEntries(all) } : merged;
}

function changed({ tags, properties }: TaskBody, before: Task): Partial<Task> {
  return {
    tags: tags ?? before.tags,
    enabled: properties?.status ? properties.status === "Enabled" : before.enabled,
    platform: {
      os: properties?.platform?.os ?? before.platform.os,
      architecture: properties?.platform?.architecture ?? before.platform.architecture,
    },
    cpu: properties?.agentConfiguration?.cpu ?? before.cpu,
    timeoutSeconds: properties?.timeout ?? before.timeoutSeconds,
    credentials: properties?.credentials
      ? mergedCredentials(properties.credentials, before.credentials)
      : before.credentials,
    isSystemTask: properties?.isSystemTask ?? before.isSystemTask,
  };
}

function update(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "task", type);
  return found.ok ? store(call, found.value.key, found.value.registry, found.value.row) : found;
}

export const taskRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
  on("POST", `/${type}/{child}/listDetails`, [type, "listDetails", "action"], (call) => {
    const found = findChild(call, "task", type);
    return found.ok ? ok({ status: 200, body: taskView(call, found.value.registry, found.value.row) }) : found;
  }),
];
