import * as v from "valibot";
import { skuNames } from "../../content/fact.ts";
import { count, flag, moment, object, text, textMap, texts, whole } from "./row-schemas.ts";
import { table } from "./table.ts";

const password = object({
  name: text,
  value: text,
  createdAt: moment,
  /** When the secret starts to work; a regenerated one needs a while. */
  validFrom: moment,
  expires: v.optional(moment),
});

const dailyPolicy = object({ enabled: flag, days: count, updatedAt: moment });

const policies = object({
  quarantine: flag,
  contentTrust: flag,
  /** The chapter's extra switch: refuse pushes that are not signed. */
  signedOnlyPush: flag,
  retention: dailyPolicy,
  softDelete: dailyPolicy,
  exportEnabled: flag,
  azureAdAsArm: flag,
});

const registry = object({
  name: text,
  resourceGroup: text,
  location: text,
  sku: v.picklist(skuNames),
  loginServer: text,
  tags: textMap,
  createdAt: moment,
  updatedAt: moment,
  createdBy: text,
  adminUserEnabled: flag,
  adminPasswords: v.array(password),
  /** Another user name for the admin account than the registry's, on a loopback adapter that was asked for it. */
  adminUsername: v.optional(text),
  anonymousPullEnabled: flag,
  publicNetworkAccess: flag,
  trustedServicesAllowed: flag,
  networkDefaultAction: v.picklist(["Allow", "Deny"]),
  /** Addresses or CIDR ranges. */
  ipRules: texts,
  /** ARM ids of subnets. */
  virtualNetworkRules: texts,
  dataEndpointEnabled: flag,
  regionalEndpointsEnabled: flag,
  zoneRedundancy: flag,
  policies,
  /** Key identifier when a customer-managed key encrypts it. */
  encryptionKey: v.optional(text),
  identity: v.optional(object({ type: text, principalId: v.optional(text), userAssigned: texts })),
  roleAssignmentMode: v.picklist(["rbac", "rbac-abac"]),
  dnlScope: text,
  endpointProtocol: v.picklist(["IPv4", "IPv4AndIPv6"]),
  /** A Premium registry whose storage was raised on request (chapter). */
  storageIncreaseGranted: flag,
  /** Whether the data plane deletes a manifest named by its tag: false as the service, true as the OCI suite wants. */
  deleteByTag: flag,
  provisioningState: v.picklist(["Creating", "Updating", "Succeeded", "Deleting", "Failed"]),
});

const replication = object({
  name: text,
  location: text,
  tags: textMap,
  createdAt: moment,
  regionEndpointEnabled: flag,
  zoneRedundancy: flag,
  provisioningState: v.picklist(["Creating", "Succeeded", "Deleting"]),
  status: object({ displayStatus: text, message: text, timestamp: moment }),
});

const webhook = object({
  name: text,
  location: text,
  tags: textMap,
  serviceUri: text,
  customHeaders: textMap,
  actions: texts,
  scope: text,
  enabled: flag,
  createdAt: moment,
  provisioningState: v.picklist(["Creating", "Succeeded"]),
});

const webhookDelivery = object({
  id: text,
  action: text,
  at: moment,
  request: object({ headers: textMap, uri: text, content: v.unknown() }),
  response: v.optional(object({ statusCode: text, reasonPhrase: text, headers: textMap, content: text })),
  tries: count,
  state: v.picklist(["waiting", "delivered", "failed", "throttled"]),
});

const token = object({
  name: text,
  scopeMap: text,
  passwords: v.array(password),
  enabled: flag,
  createdAt: moment,
});

const scopeMap = object({
  name: text,
  description: text,
  /** `repositories/REPO/content/read` and the like. */
  actions: texts,
  type: v.picklist(["UserDefined", "SystemDefined"]),
  createdAt: moment,
});

const privateEndpointConnection = object({
  name: text,
  /** ARM id of the private endpoint. */
  privateEndpointId: text,
  /** ARM id of its subnet. */
  subnetId: text,
  state: v.picklist(["Pending", "Approved", "Rejected", "Disconnected"]),
  description: text,
});

const cacheRule = object({
  name: text,
  sourceRepository: text,
  targetRepository: text,
  credentialSet: v.optional(text),
  createdAt: moment,
});

const credentialSet = object({
  name: text,
  loginServer: text,
  usernameSecret: text,
  passwordSecret: text,
  /** What reads the secrets; the key vault has to let it. */
  identity: v.optional(object({ type: text, principalId: v.optional(text) })),
  createdAt: moment,
});

const agentPool = object({ name: text, location: text, tier: text, count: whole, os: text, createdAt: moment });

export type Password = v.InferOutput<typeof password>;

export type RegistryPolicies = v.InferOutput<typeof policies>;

export type Registry = v.InferOutput<typeof registry>;

export type Replication = v.InferOutput<typeof replication>;

export type Webhook = v.InferOutput<typeof webhook>;

/** One delivery of a webhook, with each try of it. */
export type WebhookDelivery = v.InferOutput<typeof webhookDelivery>;

export type RegistryToken = v.InferOutput<typeof token>;

export type ScopeMap = v.InferOutput<typeof scopeMap>;

export type PrivateEndpointConnection = v.InferOutput<typeof privateEndpointConnection>;

export type CacheRule = v.InferOutput<typeof cacheRule>;

export type CredentialSet = v.InferOutput<typeof credentialSet>;

export type AgentPool = v.InferOutput<typeof agentPool>;

/** Names in keys are in lower case. */
export const registryTables = {
  registry: table(["registry"], registry),
  replication: table(["registry", "region"], replication),
  webhook: table(["registry", "webhook"], webhook),
  webhookDelivery: table(["registry", "webhook", "delivery"], webhookDelivery),
  token: table(["registry", "token"], token),
  scopeMap: table(["registry", "scope map"], scopeMap),
  privateEndpointConnection: table(["registry", "connection"], privateEndpointConnection),
  cacheRule: table(["registry", "cache rule"], cacheRule),
  credentialSet: table(["registry", "credential set"], credentialSet),
  agentPool: table(["registry", "agent pool"], agentPool),
  connectedRegistry: table(["registry", "connected registry"], object({ name: text, createdAt: moment })),
};
