import type { SkuName } from "../../content/fact.ts";
import type { Moment } from "./cloud-tables.ts";

export interface Password {
  name: string;
  value: string;
  createdAt: Moment;
  /** When the secret starts to work; a regenerated one needs a while. */
  validFrom: Moment;
  expires?: Moment;
}

export interface RegistryPolicies {
  quarantine: boolean;
  contentTrust: boolean;
  /** The chapter's extra switch: refuse pushes that are not signed. */
  signedOnlyPush: boolean;
  retention: { enabled: boolean; days: number; updatedAt: Moment };
  softDelete: { enabled: boolean; days: number; updatedAt: Moment };
  exportEnabled: boolean;
  azureAdAsArm: boolean;
}

export interface Registry {
  name: string;
  resourceGroup: string;
  location: string;
  sku: SkuName;
  loginServer: string;
  tags: Record<string, string>;
  createdAt: Moment;
  updatedAt: Moment;
  createdBy: string;
  adminUserEnabled: boolean;
  adminPasswords: Password[];
  /** Another user name for the admin account than the registry's, on a loopback adapter that was asked for it. */
  adminUsername?: string;
  anonymousPullEnabled: boolean;
  publicNetworkAccess: boolean;
  trustedServicesAllowed: boolean;
  networkDefaultAction: "Allow" | "Deny";
  /** Addresses or CIDR ranges. */
  ipRules: string[];
  /** ARM ids of subnets. */
  virtualNetworkRules: string[];
  dataEndpointEnabled: boolean;
  regionalEndpointsEnabled: boolean;
  zoneRedundancy: boolean;
  policies: RegistryPolicies;
  /** Key identifier when a customer-managed key encrypts it. */
  encryptionKey?: string;
  identity?: { type: string; principalId?: string; userAssigned: string[] };
  roleAssignmentMode: "rbac" | "rbac-abac";
  dnlScope: string;
  endpointProtocol: "IPv4" | "IPv4AndIPv6";
  /** A Premium registry whose storage was raised on request (chapter). */
  storageIncreaseGranted: boolean;
  /** Whether the data plane deletes a manifest named by its tag: false as the service, true as the OCI suite wants. */
  deleteByTag: boolean;
  provisioningState: "Creating" | "Updating" | "Succeeded" | "Deleting" | "Failed";
}

export interface Replication {
  name: string;
  location: string;
  tags: Record<string, string>;
  createdAt: Moment;
  regionEndpointEnabled: boolean;
  zoneRedundancy: boolean;
  provisioningState: "Creating" | "Succeeded" | "Deleting";
  status: { displayStatus: string; message: string; timestamp: Moment };
}

export interface Webhook {
  name: string;
  location: string;
  tags: Record<string, string>;
  serviceUri: string;
  customHeaders: Record<string, string>;
  actions: string[];
  scope: string;
  enabled: boolean;
  createdAt: Moment;
  provisioningState: "Creating" | "Succeeded";
}

/** One delivery of a webhook, with each try of it. */
export interface WebhookDelivery {
  id: string;
  action: string;
  at: Moment;
  request: { headers: Record<string, string>; uri: string; content: unknown };
  response?: { statusCode: string; reasonPhrase: string; headers: Record<string, string>; content: string };
  tries: number;
  state: "waiting" | "delivered" | "failed" | "throttled";
}

export interface RegistryToken {
  name: string;
  scopeMap: string;
  passwords: Password[];
  enabled: boolean;
  createdAt: Moment;
}

export interface ScopeMap {
  name: string;
  description: string;
  /** `repositories/REPO/content/read` and the like. */
  actions: string[];
  type: "UserDefined" | "SystemDefined";
  createdAt: Moment;
}

export interface PrivateEndpointConnection {
  name: string;
  /** ARM id of the private endpoint. */
  privateEndpointId: string;
  /** ARM id of its subnet. */
  subnetId: string;
  state: "Pending" | "Approved" | "Rejected" | "Disconnected";
  description: string;
}

export interface CacheRule {
  name: string;
  sourceRepository: string;
  targetRepository: string;
  credentialSet?: string;
  createdAt: Moment;
}

export interface CredentialSet {
  name: string;
  loginServer: string;
  usernameSecret: string;
  passwordSecret: string;
  /** What reads the secrets; the key vault has to let it. */
  identity?: { type: string; principalId?: string };
  createdAt: Moment;
}

export interface AgentPool {
  name: string;
  location: string;
  tier: string;
  count: number;
  os: string;
  createdAt: Moment;
}

export interface RegistryTables {
  /** name in lower case */
  registry: Registry;
  /** registry, region */
  replication: Replication;
  /** registry, name in lower case */
  webhook: Webhook;
  /** registry, webhook, id */
  webhookDelivery: WebhookDelivery;
  /** registry, name in lower case */
  token: RegistryToken;
  /** registry, name in lower case */
  scopeMap: ScopeMap;
  /** registry, name */
  privateEndpointConnection: PrivateEndpointConnection;
  /** registry, name */
  cacheRule: CacheRule;
  /** registry, name */
  credentialSet: CredentialSet;
  /** registry, name */
  agentPool: AgentPool;
  /** registry, name */
  connectedRegistry: { name: string; createdAt: Moment };
}
