import { grantScopes } from "../../oci/scopes.ts";
import { issueAccessToken } from "../../oci/tokens.ts";
import type { Cloud } from "../../registry/cloud.ts";
import { exchangeIdentity } from "../../registry-client/identity-exchange.ts";
import { basicAuthorization } from "../../registry-client/token-request.ts";
import type { RunCredentials } from "./runs.ts";
import type { Plane } from "../../world/cloud.ts";
import type { Run } from "../../world/service-tables.ts";

interface CustomRegistry {
  identity?: string;
  userName?: { value?: string };
  password?: { value?: string };
}

/** Exchanges a directory token of the task's identity at a registry, as the agent does for a custom registry. */
async function withIdentity(cloud: Cloud, send: Plane, principalId: string, host: string): Promise<string | undefined> {
  const password = await exchangeIdentity(send, { address: "20.61.97.128" }, principalId, host);
  const username = cloud.rules().value<string>("acrLoginUsernameForExposedToken") ?? "";
  return password === undefined ? undefined : basicAuthorization(username, password);
}

/** The registries that a task has credentials for, by host. */
function customRegistries(cloud: Cloud, registry: string, run: Run): Record<string, CustomRegistry> {
  const task = run.task === undefined ? undefined : cloud.world().get("task", registry, run.task.toLowerCase());
  return (task?.credentials["customRegistries"] ?? {}) as Record<string, CustomRegistry>;
}

/**
 * A run pulls from and pushes to its own registry with a token of what the evaluator lets a run do there, which is nothing
 * where rights are given by repository (ABAC); there, and at other registries, it has what the task's credentials name.
 */
export const runCredentials: RunCredentials = (cloud, registry, run, send) => async (host, repository) => {
  const world = cloud.world();
  const own = world.get("registry", registry);
  const custom = customRegistries(cloud, registry, run)[host];
  if (custom?.userName?.value !== undefined) {
    return basicAuthorization(custom.userName.value, custom.password?.value ?? "");
  }
  const task = run.task === undefined ? undefined : world.get("task", registry, run.task.toLowerCase());
  if (custom?.identity !== undefined && task?.identity?.principalId !== undefined) {
    return withIdentity(cloud, send, task.identity.principalId, host);
  }
  if (host !== own?.loginServer) return undefined;
  const caller = { kind: "run", registry, id: run.id } as const;
  const scopes = [{ type: "repository", name: repository, actions: ["pull", "push"] }];
  const access = grantScopes(world, cloud.rules(), caller, registry, scopes);
  return access.length === 0 ? undefined : `Bearer ${issueAccessToken(cloud, registry, caller, access)}`;
};
