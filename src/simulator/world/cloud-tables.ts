import type { Profile } from "../../assessment/item.ts";

/** Moments are milliseconds of the Unix epoch in virtual time. */
export type Moment = number;

/** What holds for the world as a whole. */
export interface WorldSettings {
  seed: number;
  profile: Profile;
  subscription: { id: string; name: string; tenantId: string };
  /** Object id of the signed-in directory user of the management plane, or null when signed out. */
  signedIn: string | null;
}

/** Something that will happen, or has just happened and waits for those who react to it. */
export interface QueuedEvent {
  kind: string;
  due: Moment;
  /** Plain data; its shape belongs to the kind. */
  payload: unknown;
}

export interface ResourceGroup {
  name: string;
  location: string;
  tags: Record<string, string>;
}

/** A principal of the directory. */
export interface Principal {
  id: string;
  kind: "user" | "group" | "servicePrincipal" | "managedIdentity";
  displayName: string;
  /** Sign-in name of a user. */
  userPrincipalName?: string;
  /** Application (client) id of a service principal or managed identity. */
  appId?: string;
  /** Object ids of a group's members. */
  members?: string[];
  /** Secrets of a service principal, with their expiry. */
  secrets?: { value: string; expires: Moment }[];
  /** ARM id of the resource that a managed identity belongs to or is. */
  resourceId?: string;
}

export interface RoleAssignment {
  id: string;
  principalId: string;
  /** Name of a built-in role or id of a custom one. */
  roleId: string;
  /** ARM id of the scope: subscription, group or resource, as written. */
  scope: string;
  /** Repository condition in ABAC mode: the repository names or prefixes ("team/*") it allows. */
  repositories?: string[];
  createdAt: Moment;
}

export interface CustomRole {
  id: string;
  name: string;
  description: string;
  actions: string[];
  notActions: string[];
  dataActions: string[];
  notDataActions: string[];
  assignableScopes: string[];
}

/** A long-running operation of the management plane. */
export interface Operation {
  id: string;
  status: "InProgress" | "Succeeded" | "Failed";
  /** ARM id of the resource it works on. */
  resourceId: string;
  startedAt: Moment;
  error?: { code: string; message: string };
}

/** Any ARM resource that has no table of its own: clusters, container groups, networks, identities, DNS zones. */
export interface ArmResource {
  /** ARM id as created. */
  id: string;
  name: string;
  /** e.g. Microsoft.ContainerService/managedClusters */
  type: string;
  resourceGroup: string;
  location: string;
  tags: Record<string, string>;
  identity?: Record<string, unknown>;
  sku?: Record<string, unknown>;
  properties: Record<string, unknown>;
  createdAt: Moment;
}

export interface CloudTables {
  /** no segment: the one row */
  settings: WorldSettings;
  /** no segment: virtual time */
  now: Moment;
  /** no segment: how many ids were given out */
  serial: number;
  /** due moment (15 digits), order of arrival (12 digits) */
  queue: QueuedEvent;
  /** name in lower case */
  group: ResourceGroup;
  /** object id */
  principal: Principal;
  /** object id, application id or sign-in name in lower case, object id: the principal has that name */
  principalNamed: true;
  /** object id of a member, object id of a group that it is directly in */
  memberOf: true;
  /** id */
  roleAssignment: RoleAssignment;
  /** object id of the principal that holds it, id of the assignment */
  assignmentOf: true;
  /** id */
  customRole: CustomRole;
  /** id */
  operation: Operation;
  /** ARM id in lower case */
  resource: ArmResource;
  /** name of a Defender plan in lower case, e.g. containers */
  defenderPlan: { tier: "Free" | "Standard"; since: Moment };
}
