import * as v from "valibot";
import { checkWebhookName } from "../registry/names.ts";
import { withinLimit } from "../registry/sku.ts";
import { checkServiceUri, checkWebhookActions, checkWebhookScope } from "../registry/webhook.ts";
import { enqueue, now } from "../world/clock.ts";
import { nextGuid } from "../world/ids.ts";
import { ok, type Result } from "../world/result.ts";
import type { Registry, Webhook, WebhookDelivery } from "../world/registry-tables.ts";
import { partial, readAs, statusWord, tagsOf } from "./body.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { badRequest } from "./errors.ts";
import { childId, findChild, findRegistry, param, systemData } from "./find.ts";
import { checkLocation } from "./locations.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "webhooks";

const webhookBody = v.looseObject({
  location: v.nullish(v.string()),
  tags: tagsOf,
  properties: partial({
    serviceUri: v.nullish(v.string()),
    customHeaders: v.nullish(v.record(v.string(), v.string())),
    actions: v.nullish(v.array(v.string())),
    scope: v.nullish(v.string()),
    status: v.nullish(statusWord),
  }),
});

/** Address and headers are not shown here: they come only from the callback configuration. */
const kind: ChildKind<"webhook"> = {
  table: "webhook",
  type,
  removal: "webhook",
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    location: row.location,
    tags: row.tags,
    systemData: systemData(draft, registry.createdBy, row.createdAt),
    properties: {
      status: row.enabled ? "enabled" : "disabled",
      scope: row.scope,
      actions: row.actions,
      provisioningState: row.provisioningState,
    },
  }),
};

function create(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const body = readAs(webhookBody, call.body);
  if (!body.ok) return body;
  const name = checkWebhookName(rules, param(call, "child"));
  if (!name.ok) return name;
  const existing = draft.get("webhook", key, name.value.toLowerCase());
  const count = [...draft.scan("webhook", [key])].length + (existing ? 0 : 1);
  const room = withinLimit(rules, "webhooks", registry.sku, count, type);
  if (!room.ok) return room;
  const location = checkLocation(call, body.value.location ?? registry.location, registryType(type));
  if (!location.ok) return location;
  if (!body.value.properties?.serviceUri)
    return badRequest("The property 'serviceUri' is required.", { target: "properties.serviceUri" });
  const start: Webhook = {
    name: existing?.name ?? name.value,
    location: location.value,
    tags: body.value.tags ?? {},
    serviceUri: "",
    customHeaders: {},
    actions: [],
    scope: "",
    enabled: true,
    createdAt: existing?.createdAt ?? now(draft),
    provisioningState: "Succeeded",
  };
  return store(call, key, registry, start, { ...body.value, properties: { actions: [], ...body.value.properties } });
}

function store(
  call: ArmCall,
  key: string,
  registry: Registry,
  before: Webhook,
  body: v.InferOutput<typeof webhookBody>,
): Result<ArmAnswer> {
  const { draft, rules } = call;
  const properties = body.properties ?? {};
  const actions = properties.actions ? checkWebhookActions(rules, properties.actions) : ok(before.actions);
  const scope = checkWebhookScope(properties.scope ?? before.scope);
  const uri = checkServiceUri(properties.serviceUri ?? before.serviceUri);
  if (!uri.ok) return uri;
  if (!actions.ok) return actions;
  if (!scope.ok) return scope;
  const row: Webhook = {
    ...before,
    tags: body.tags ?? before.tags,
    serviceUri: uri.value,
    customHeaders: properties.customHeaders ?? before.customHeaders,
    actions: actions.value,
    scope: scope.value,
    enabled: properties.status ? properties.status === "enabled" : before.enabled,
  };
  draft.put("webhook", [key, row.name.toLowerCase()], row);
  const { headers } = startOperation(call, "webhook", childId(draft, registry, type, row.name), row.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

function update(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(webhookBody, call.body);
  if (!body.ok) return body;
  const found = findChild(call, "webhook", type);
  return found.ok ? store(call, found.value.key, found.value.registry, found.value.row, body.value) : found;
}

/** Sends a test event, whatever the webhook is about; the delivery service takes it from here. */
function ping(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "webhook", type);
  if (!found.ok) return found;
  const id = nextGuid(call.draft, call.cloud.hash, "webhook-ping");
  enqueue(call.draft, "webhook.ping", { registry: found.value.key, webhook: found.value.id, id });
  return ok({ status: 200, body: { id } });
}

const eventView = (row: WebhookDelivery) => ({
  id: row.id,
  eventRequestMessage: {
    content: row.request.content,
    headers: row.request.headers,
    method: "POST",
    requestUri: row.request.uri,
    version: "1.1",
  },
  ...(row.response && { eventResponseMessage: { ...row.response, version: "1.1" } }),
});

function events(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "webhook", type);
  if (!found.ok) return found;
  const rows = [...call.draft.scan("webhookDelivery", [found.value.key, found.value.id])].map(({ row }) => row);
  const newestFirst = rows.sort((a, b) => b.at - a.at);
  return ok({ status: 200, body: { value: newestFirst.map(eventView) } });
}

function callbackConfig(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "webhook", type);
  if (!found.ok) return found;
  const { serviceUri, customHeaders } = found.value.row;
  return ok({ status: 200, body: { serviceUri, customHeaders } });
}

export const webhookRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
  on("POST", `/${type}/{child}/ping`, [type, "ping", "action"], ping),
  on("POST", `/${type}/{child}/listEvents`, [type, "listEvents", "action"], events),
  on("POST", `/${type}/{child}/getCallbackConfig`, [type, "getCallbackConfig", "action"], callbackConfig),
];
