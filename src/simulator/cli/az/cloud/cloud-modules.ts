import type { AzModule } from "../az-call.ts";
import { aksModule } from "./aks.ts";
import { checkRegistryModule } from "./check-registry.ts";
import { containerModule } from "./container.ts";
import { directoryModule } from "./directory.ts";
import { groupModule } from "./group.ts";
import { identityModule } from "./identity.ts";
import { networkModule } from "./network.ts";
import { privateDnsModule } from "./private-dns.ts";
import { providerModule } from "./provider.ts";
import { roleAssignmentModule } from "./role-assignment.ts";
import { roleDefinitionModule } from "./role-definition.ts";
import { securityModule } from "./security.ts";
import { servicePrincipalModule } from "./service-principal.ts";

/** Commands for what surrounds a registry. */
export const cloudModules: readonly AzModule[] = [
  groupModule,
  aksModule,
  checkRegistryModule,
  roleAssignmentModule,
  roleDefinitionModule,
  identityModule,
  directoryModule,
  servicePrincipalModule,
  containerModule,
  networkModule,
  privateDnsModule,
  securityModule,
  providerModule,
];
