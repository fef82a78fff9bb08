import type { AzModule } from "../az-call.ts";
import { agentPoolModule } from "./agentpool.ts";
import { buildModule } from "./build.ts";
import { cacheModule } from "./cache.ts";
import { connectedRegistryModule } from "./connected-registry.ts";
import { credentialSetModule } from "./credential-set.ts";
import { encryptionModule } from "./encryption.ts";
import { registryIdentityModule } from "./identity.ts";
import { privateEndpointModule } from "./private-endpoint.ts";
import { runModule } from "./run.ts";
import { scopeMapModule } from "./scope-map.ts";
import { taskCredentialModule } from "./task-credential.ts";
import { taskIdentityModule } from "./task-identity.ts";
import { taskRunModule } from "./task-run.ts";
import { taskTimerModule } from "./task-timer.ts";
import { taskModule } from "./task.ts";
import { tokenCredentialModule } from "./token-credential.ts";
import { tokenModule } from "./token.ts";

/** Commands for the children of a registry besides its repositories: tokens, tasks and the like. */
export const registryPartModules: readonly AzModule[] = [
  scopeMapModule,
  tokenModule,
  tokenCredentialModule,
  buildModule,
  runModule,
  taskModule,
  taskRunModule,
  taskIdentityModule,
  taskCredentialModule,
  taskTimerModule,
  agentPoolModule,
  cacheModule,
  credentialSetModule,
  registryIdentityModule,
  privateEndpointModule,
  encryptionModule,
  connectedRegistryModule,
];
