import { azError } from "../az-error.ts";
import type { AzCall } from "../az-call.ts";
import { directoryList, directoryObjects, isGuid, servicePrincipalNamed } from "./graph.ts";

/**
 * Object id of `--assignee`: a user's sign-in name, a service principal's name or application id, or an object id, tried in
 * this order as the client does.
 */
export async function objectIdOf(az: AzCall, assignee: string, orItself = false): Promise<string> {
  const users = assignee.includes("@") ? await directoryList(az, "users", `userPrincipalName eq '${assignee}'`) : [];
  const found = users[0] ?? (await directoryList(az, "servicePrincipals", servicePrincipalNamed(assignee)))[0];
  if (found) return found.id;
  if (isGuid(assignee)) {
    const [object] = await directoryObjects(az, [assignee]);
    if (object) return object.id;
    if (orItself) return assignee;
  }
  throw azError(
    `Cannot find user or service principal in graph database for '${assignee}'. If the assignee is an appId, make sure ` +
      `the corresponding service principal is created with 'az ad sp create --id ${assignee}'.`,
    1,
    {
      code: "AssigneeNotFound",
      text: `The directory has no user, service principal or managed identity called ${assignee}.`,
      next: "`az ad sp list -o table` and `az identity list -o table` show who there is; a new identity takes its principalId.",
    },
  );
}
