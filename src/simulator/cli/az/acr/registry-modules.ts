import type { AzModule } from "../az-call.ts";
import { checkHealthModule } from "./check-health.ts";
import { configModule } from "./config.ts";
import { credentialModule } from "./credential.ts";
import { importModule } from "./import.ts";
import { loginModule } from "./login.ts";
import { manifestModule } from "./manifest.ts";
import { networkRuleModule } from "./network-rule.ts";
import { registryModule } from "./registry.ts";
import { replicationModule } from "./replication.ts";
import { repositoryModule } from "./repository.ts";
import { webhookModule } from "./webhook.ts";

/** Commands for the registry, its content and what it tells others. */
export const registryModules: readonly AzModule[] = [
  registryModule,
  credentialModule,
  loginModule,
  replicationModule,
  webhookModule,
  repositoryModule,
  manifestModule,
  importModule,
  networkRuleModule,
  configModule,
  checkHealthModule,
];
