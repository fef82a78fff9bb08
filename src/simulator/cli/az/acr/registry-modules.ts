import type { AzModule } from "../az-call.ts";
import { credentialModule } from "./credential.ts";
import { loginModule } from "./login.ts";
import { registryModule } from "./registry.ts";
import { replicationModule } from "./replication.ts";
import { webhookModule } from "./webhook.ts";

/** Commands for the registry, its content and what it tells others. */
export const registryModules: readonly AzModule[] = [
  registryModule,
  credentialModule,
  loginModule,
  replicationModule,
  webhookModule,
];
