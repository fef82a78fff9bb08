import { assessmentRoutes } from "./cloud-assessments.ts";
import { clusterRoutes } from "./cloud-clusters.ts";
import { containerGroupRoutes } from "./cloud-container-groups.ts";
import { defenderRoutes } from "./cloud-defender.ts";
import { dnsRoutes } from "./cloud-dns.ts";
import { identityRoutes } from "./cloud-identities.ts";
import { networkRoutes } from "./cloud-networks.ts";
import { privateEndpointRoutes } from "./cloud-private-endpoints.ts";
import { roleAssignmentRoutes } from "./cloud-role-assignments.ts";
import { roleDefinitionRoutes } from "./cloud-role-definitions.ts";
import type { ArmRoute } from "./route.ts";

/** The management plane of everything around the registry. */
export const cloudRoutes: ArmRoute[] = [
  ...roleAssignmentRoutes,
  ...roleDefinitionRoutes,
  ...identityRoutes,
  ...networkRoutes,
  ...privateEndpointRoutes,
  ...dnsRoutes,
  ...clusterRoutes,
  ...containerGroupRoutes,
  ...defenderRoutes,
  ...assessmentRoutes,
];
