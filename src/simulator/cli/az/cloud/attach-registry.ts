import { ExitError } from "../../program.ts";
import type { ArmResource } from "../arm-client.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { assignRole, roleDefinitionId } from "./assign-role.ts";
import type { JsonObject } from "../../../world/json.ts";

const role = "acrpull";
const tries = 10;
const delay = 2000;

const isId = (text: string): boolean => /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i.test(text);

/** The registry of `--attach-acr NAME|ID`. */
async function registryOf(az: AzCall, nameOrId: string): Promise<string> {
  return isId(nameOrId) ? (await az.arm.get<ArmResource>(nameOrId)).id : (await az.arm.registry(nameOrId)).id;
}

/** Object id of the identity that the cluster's nodes pull with; undefined when the service made none. */
export function kubeletOf(cluster: ArmResource): string | undefined {
  const profile = cluster.properties?.["identityProfile"] as JsonObject | null | undefined;
  const kubelet = profile?.["kubeletidentity"] as JsonObject | null | undefined;
  const id = kubelet?.["objectId"];
  return typeof id === "string" ? id : undefined;
}

const refused = (verb: string): ExitError =>
  azError(`Could not ${verb} a role assignment for ACR. Are you an Owner on this subscription?`, 1, {
    code: "AttachNeedsRoleAssignment",
    text:
      "Attaching a registry is an assignment of the role AcrPull to the kubelet's identity, and you may not change role " +
      "assignments at this registry.",
    next: "Ask somebody with Owner or User Access Administrator at the registry.",
  });

/**
 * Lets the kubelet's identity pull from a registry: a role assignment. The client takes every refusal for a principal that
 * is not known everywhere yet, and tries for about two minutes before it gives up.
 */
export async function attachRegistry(az: AzCall, kubelet: string, nameOrId: string): Promise<void> {
  const scope = await registryOf(az, nameOrId);
  for (let attempt = 0; attempt < tries; attempt++) {
    try {
      await assignRole(az, { role, principalId: kubelet, scope, principalType: "ServicePrincipal" });
      return;
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      if (error.message.includes("(RoleAssignmentExists)")) return;
      await az.machine.wait(delay * (attempt + 1));
    }
  }
  throw refused("create");
}

/** Takes the kubelet's role at a registry away. */
export async function detachRegistry(az: AzCall, kubelet: string, nameOrId: string): Promise<void> {
  const scope = await registryOf(az, nameOrId);
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments`;
  const roleId = await roleDefinitionId(az, role, scope);
  const assignments = (await az.arm.list(`${path}?$filter=${encodeURIComponent("atScope()")}`)).filter(
    ({ properties }) =>
      properties?.["principalId"] === kubelet &&
      String(properties["scope"]).toLowerCase() === scope.toLowerCase() &&
      String(properties["roleDefinitionId"]).split("/").at(-1) === roleId.split("/").at(-1),
  );
  try {
    for (const { id } of assignments) await az.arm.delete(id);
  } catch (error) {
    throw error instanceof ExitError ? refused("delete") : error;
  }
}
