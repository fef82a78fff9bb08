import { assessmentRoutes } from "./security/assessments.ts";
import { clusterRoutes } from "./container-service/clusters.ts";
import { containerGroupRoutes } from "./container-instance/container-groups.ts";
import { defenderRoutes } from "./security/defender-plans.ts";
import { dnsRoutes } from "./network/private-dns-zones.ts";
import { identityRoutes } from "./managed-identity/user-assigned-identities.ts";
import { networkRoutes } from "./network/virtual-networks.ts";
import { privateEndpointRoutes } from "./network/private-endpoints.ts";
import { roleAssignmentRoutes } from "./authorization/role-assignments.ts";
import { roleDefinitionRoutes } from "./authorization/role-definitions.ts";
import type { ArmRoute } from "../route.ts";

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
