import * as v from "valibot";
import { profiles } from "../../content/fact.ts";
import { anything, count, moment, object, present, text, textMap, texts, whole } from "./row-schemas.ts";
import { table } from "./table.ts";

const settings = object({
  seed: whole,
  profile: v.picklist(profiles),
  subscription: object({ id: text, name: text, tenantId: text }),
  /** Object id of the signed-in directory user of the management plane, or null when signed out. */
  signedIn: v.nullable(text),
});

const resourceGroup = object({ name: text, location: text, tags: textMap });

const principal = object({
  id: text,
  kind: v.picklist(["user", "group", "servicePrincipal", "managedIdentity"]),
  displayName: text,
  /** Sign-in name of a user. */
  userPrincipalName: v.optional(text),
  /** Application (client) id of a service principal or managed identity. */
  appId: v.optional(text),
  /** Object ids of a group's members. */
  members: v.optional(texts),
  /** Secrets of a service principal, with their expiry. */
  secrets: v.optional(v.array(object({ value: text, expires: moment }))),
  /** ARM id of the resource that a managed identity belongs to or is. */
  resourceId: v.optional(text),
});

const roleAssignment = object({
  id: text,
  principalId: text,
  /** Name of a built-in role or id of a custom one. */
  roleId: text,
  /** ARM id of the scope: subscription, group or resource, as written. */
  scope: text,
  /** Repository condition in ABAC mode: the repository names or prefixes ("team/*") it allows. */
  repositories: v.optional(texts),
  createdAt: moment,
});

const customRole = object({
  id: text,
  name: text,
  description: text,
  actions: texts,
  notActions: texts,
  dataActions: texts,
  notDataActions: texts,
  assignableScopes: texts,
});

const operation = object({
  id: text,
  status: v.picklist(["InProgress", "Succeeded", "Failed"]),
  /** ARM id of the resource it works on. */
  resourceId: text,
  startedAt: moment,
  error: v.optional(object({ code: text, message: text })),
});

const resource = object({
  /** ARM id as created. */
  id: text,
  name: text,
  /** e.g. Microsoft.ContainerService/managedClusters */
  type: text,
  resourceGroup: text,
  location: text,
  tags: textMap,
  identity: v.optional(anything),
  sku: v.optional(anything),
  properties: anything,
  createdAt: moment,
});

/** Applies to the world as a whole. */
export type WorldSettings = v.InferOutput<typeof settings>;

export type ResourceGroup = v.InferOutput<typeof resourceGroup>;

/** A principal of the directory. */
export type Principal = v.InferOutput<typeof principal>;

export type RoleAssignment = v.InferOutput<typeof roleAssignment>;

export type CustomRole = v.InferOutput<typeof customRole>;

/** A long-running operation of the management plane. */
export type Operation = v.InferOutput<typeof operation>;

/** Any ARM resource that has no table of its own: clusters, container groups, networks, identities, DNS zones. */
export type ArmResource = v.InferOutput<typeof resource>;

export const cloudTables = {
  /** One row. */
  settings: table([], settings),
  /** One row: virtual time. */
  now: table([], moment),
  /** One row: how many ids were given out. */
  serial: table([], count),
  /** By name in lower case. */
  group: table(["group"], resourceGroup),
  /** By object id. */
  principal: table(["principal"], principal),
  /** A name is the object id, application id or sign-in name in lower case. */
  principalNamed: table(["name", "principal"], present),
  /** The groups that a principal is directly in. */
  memberOf: table(["principal of a member", "principal of a group"], present),
  roleAssignment: table(["assignment"], roleAssignment),
  /** The assignments of a principal. */
  assignmentOf: table(["principal", "assignment"], present),
  customRole: table(["role"], customRole),
  operation: table(["operation"], operation),
  /** By ARM id in lower case. */
  resource: table(["resource"], resource),
  /** By name of a Defender plan in lower case, e.g. containers. */
  defenderPlan: table(["plan"], object({ tier: v.picklist(["Free", "Standard"]), since: moment })),
};
