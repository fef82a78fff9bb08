import { fail, ok, type Result } from "../world/result.ts";
import type { Rules } from "./rules.ts";

/** The actions that a webhook may be about, in the facts' order. */
export const webhookActions = (rules: Rules): string[] => {
  const known = rules.facts.general.find(({ id }) => id === "webhookEvents");
  return [...new Set([...listOf(known?.chapter), ...listOf(known?.azure)])];
};

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Actions in the service's spelling, once each, or a refusal that names the wrong one. */
export function checkWebhookActions(rules: Rules, actionNames: readonly string[]): Result<string[]> {
  const known = webhookActions(rules);
  const actions = [...new Set(actionNames.map((name) => name.toLowerCase()))];
  const wrong = actions.find((action) => !known.includes(action));
  if (actions.length === 0 || wrong !== undefined) {
    return fail({
      code: "InvalidWebhookAction",
      status: 400,
      message:
        wrong === undefined
          ? "A webhook needs at least one action."
          : `The webhook action '${wrong}' is not one of ${known.join(", ")}.`,
      target: "properties.actions",
      fact: "webhookEvents",
    });
  }
  return ok(actions);
}

/** A scope is empty, `repo`, `repo:tag` or `repo:*`; a name alone stands for its tag `latest`. */
export function checkWebhookScope(scope: string): Result<string> {
  const repository = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*/;
  const form = new RegExp(`${repository.source}(?::(?:\\*|[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}))?$`);
  if (scope === "" || form.test(scope)) return ok(scope);
  return fail({
    code: "InvalidWebhookScope",
    status: 400,
    message: `The webhook scope '${scope}' is not of the form repository:tag or repository:*.`,
    target: "properties.scope",
    fact: "webhookScopeRule",
  });
}

/** Whether an event on a repository and tag is within a webhook's scope; an event without a tag is about all of them. */
export function scopeCoversImage(scope: string, repository: string, tag: string | null): boolean {
  if (scope === "") return true;
  const [scopeRepository = "", scopeTag = "latest"] = scope.split(":");
  return scopeRepository === repository && (scopeTag === "*" || tag === null || scopeTag === tag);
}

export function checkServiceUri(uri: string): Result<string> {
  if (URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol)) return ok(uri);
  return fail({
    code: "InvalidServiceUri",
    status: 400,
    message: `The service URI '${uri}' is not an absolute http or https address.`,
    target: "properties.serviceUri",
  });
}
