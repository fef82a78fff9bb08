import * as v from "valibot";
import { profiles } from "../../content/fact.ts";
import type { CloudTables } from "./cloud-tables.ts";
import { anything, count, moment, text, textMap, texts, there, whole, type RowSchemas } from "./schema-parts.ts";

export const cloudRows = {
  settings: v.looseObject({
    seed: whole,
    profile: v.picklist(profiles),
    subscription: v.looseObject({ id: text, name: text, tenantId: text }),
    signedIn: v.nullable(text),
  }),
  now: moment,
  serial: count,
  queue: v.looseObject({ kind: text, due: moment, payload: v.unknown() }),
  group: v.looseObject({ name: text, location: text, tags: textMap }),
  principal: v.looseObject({
    id: text,
    kind: v.picklist(["user", "group", "servicePrincipal", "managedIdentity"]),
    displayName: text,
    userPrincipalName: v.optional(text),
    appId: v.optional(text),
    members: v.optional(texts),
    secrets: v.optional(v.array(v.looseObject({ value: text, expires: moment }))),
    resourceId: v.optional(text),
  }),
  principalNamed: there,
  memberOf: there,
  roleAssignment: v.looseObject({
    id: text,
    principalId: text,
    roleId: text,
    scope: text,
    repositories: v.optional(texts),
    createdAt: moment,
  }),
  assignmentOf: there,
  customRole: v.looseObject({
    id: text,
    name: text,
    description: text,
    actions: texts,
    notActions: texts,
    dataActions: texts,
    notDataActions: texts,
    assignableScopes: texts,
  }),
  operation: v.looseObject({
    id: text,
    status: v.picklist(["InProgress", "Succeeded", "Failed"]),
    resourceId: text,
    startedAt: moment,
    error: v.optional(v.looseObject({ code: text, message: text })),
  }),
  resource: v.looseObject({
    id: text,
    name: text,
    type: text,
    resourceGroup: text,
    location: text,
    tags: textMap,
    identity: v.optional(anything),
    sku: v.optional(anything),
    properties: anything,
    createdAt: moment,
  }),
  defenderPlan: v.looseObject({ tier: v.picklist(["Free", "Standard"]), since: moment }),
} satisfies RowSchemas<CloudTables>;
