import { audiences } from "../../identity/directory-token.ts";
import { grantScopes } from "../../oci/scopes.ts";
import { issueAccessToken } from "../../oci/tokens.ts";
import type { Cloud } from "../../registry/cloud.ts";
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
  const origin = { address: "20.61.97.128", principalId };
  const resource = encodeURIComponent(audiences.arm);
  const metadata = await send(
    new Request(`http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${resource}`, {
      headers: { Metadata: "true" },
    }),
    origin,
  );
  if (!metadata.ok) return undefined;
  const { access_token: token } = (await metadata.json()) as { access_token: string };
  const form = new URLSearchParams({ grant_type: "access_token", service: host, access_token: token });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await send(
    new Request(`https://${host}/oauth2/exchange`, { method: "POST", headers, body: form.toString() }),
    origin,
  );
  if (!answer.ok) return undefined;
  const { refresh_token: password } = (await answer.json()) as { refresh_token: string };
  const user = cloud.rules().value<string>("acrLoginUsernameForExposedToken") ?? "";
  return `Basic ${btoa(`${user}:${password}`)}`;
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
    return `Basic ${btoa(`${custom.userName.value}:${custom.password?.value ?? ""}`)}`;
  }
  const task = run.task === undefined ? undefined : world.get("task", registry, run.task.toLowerCase());
  if (custom?.identity !== undefined && task?.identity?.principalId !== undefined) {
    return withIdentity(cloud, send, task.identity.principalId, host);
  }
  if (host !== own?.loginServer) return undefined;
  const caller = { kind: "run", registry, id: run.id } as const;
  const wanted = [{ type: "repository", name: repository, actions: ["pull", "push"] }];
  const access = grantScopes(world, cloud.rules(), caller, registry, wanted);
  return access.length === 0 ? undefined : `Bearer ${issueAccessToken(cloud, registry, caller, access)}`;
};
