import type { ArmResource } from "../arm-client.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { isGuid } from "./graph.ts";
import { newGuid } from "../resource-path.ts";

const definitions = "/providers/Microsoft.Authorization/roleDefinitions";

/** ARM id of the definition that a role's name, GUID or id means at a scope. */
export async function roleDefinitionId(az: AzCall, role: string, scope: string): Promise<string> {
  if (/\/providers\/Microsoft\.Authorization\/roleDefinitions\//i.test(role)) return role;
  if (isGuid(role)) return `${az.arm.subscription}${definitions}/${role}`;
  const filter = encodeURIComponent(`roleName eq '${role}'`);
  const found = await az.arm.list(`${scope}${definitions}?$filter=${filter}`);
  const [first] = found;
  if (!first) {
    throw azError(`Role '${role}' doesn't exist.`, 1, {
      code: "RoleNotFound",
      text: `No role is called '${role}' at this scope.`,
      next: "`az role definition list --query [].roleName -o tsv` lists the names.",
    });
  }
  if (found.length > 1) {
    throw azError(
      `More than one role matches the given name '${role}'. Please pick a value from '${found.map(({ id }) => id).join(", ")}'`,
    );
  }
  return first.id;
}

export interface NewAssignment {
  role: string;
  principalId: string;
  scope: string;
  principalType?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  condition?: string | undefined;
  conditionVersion?: string | undefined;
}

/** Assigns a role, as every command of the client that does so. */
export async function assignRole(az: AzCall, assignment: NewAssignment): Promise<ArmResource> {
  const roleId = await roleDefinitionId(az, assignment.role, assignment.scope);
  const name = assignment.name ?? newGuid(az, "role assignment");
  const { principalId, principalType, description, condition, conditionVersion } = assignment;
  return az.arm.put<ArmResource>(`${assignment.scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
    properties: {
      roleDefinitionId: roleId,
      principalId,
      ...(principalType !== undefined && { principalType }),
      ...(description !== undefined && { description }),
      ...(condition !== undefined && { condition, conditionVersion: conditionVersion ?? "2.0" }),
    },
  });
}
