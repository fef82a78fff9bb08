import type { ContentOperation } from "../identity/access.ts";
import { mayTouchContent } from "../identity/evaluate.ts";
import type { Caller } from "../identity/access.ts";
import type { Rules } from "../registry/rules.ts";
import type { Reader } from "../world/world.ts";

/** One entry of a scope or of a token's `access` claim. */
export interface Scope {
  type: string;
  name: string;
  actions: string[];
}

/** Actions of a repository scope on the wire; ACR's own two are written in either way. */
const repositoryActions: Record<string, ContentOperation> = {
  pull: "pull",
  push: "push",
  delete: "delete",
  metadata_read: "metadataRead",
  metadataRead: "metadataRead",
  metadata_write: "metadataWrite",
  metadataWrite: "metadataWrite",
  deleted_read: "metadataRead",
  deleted_restore: "deletedRestore",
  sign: "sign",
  quarantine_read: "quarantineRead",
  quarantine_write: "quarantineWrite",
};

/** What `*` of a repository scope stands for. */
const everyAction = ["pull", "push", "delete", "metadata_read", "metadata_write"];

const repositoryTypes = new Set(["repository", "artifact-repository"]);

/** How a challenge names an operation. */
export const wireAction: Record<Exclude<ContentOperation, "catalogList">, string> = {
  pull: "pull",
  push: "push",
  delete: "delete",
  metadataRead: "metadata_read",
  metadataWrite: "metadata_write",
  deletedRestore: "deleted_restore",
  sign: "sign",
  quarantineRead: "quarantine_read",
  quarantineWrite: "quarantine_write",
};

/** Reads `type:name:action,action`, several separated by blanks; what does not fit the grammar is left out. */
export function parseScopes(texts: readonly string[]): Scope[] {
  const scopes = new Map<string, Scope>();
  for (const text of texts.flatMap((scopeList) => scopeList.split(/\s+/))) {
    const found = /^([a-z0-9-]+)(?:\([a-z0-9-]+\))?:(.+):([a-zA-Z_*]+(?:,[a-zA-Z_*]+)*)$/.exec(text);
    if (!found) continue;
    const [, type = "", name = "", actions = ""] = found;
    const known = scopes.get(`${type}:${name}`)?.actions ?? [];
    scopes.set(`${type}:${name}`, { type, name, actions: [...new Set([...known, ...actions.split(",")])] });
  }
  return [...scopes.values()];
}

/** Returns what of these scopes a caller may have: never more, possibly nothing. */
export function grantScopes(
  reader: Reader,
  rules: Rules,
  caller: Caller,
  registry: string,
  scopes: readonly Scope[],
): Scope[] {
  const may = (operation: ContentOperation, repository?: string) =>
    mayTouchContent(reader, rules, { caller, registry, operation, ...(repository !== undefined && { repository }) })
      .allowed;
  return scopes.flatMap(({ type, name, actions }) => {
    if (type === "registry") {
      const known = name === "catalog" || name === "deleted_catalog";
      const granted = known && may("catalogList") ? actions.filter((action) => action === "*") : [];
      return granted.length > 0 ? [{ type, name, actions: granted }] : [];
    }
    if (!repositoryTypes.has(type)) return [];
    const requestedActions = [...new Set(actions.flatMap((action) => (action === "*" ? everyAction : [action])))];
    const granted = requestedActions.flatMap((action) => {
      const operation = repositoryActions[action];
      if (operation !== undefined && may(operation, name)) return [action];
      // Who may only examine images signs in as everybody does, with the scopes of a pull or a push.
      const instead = action === "pull" ? "quarantineRead" : action === "push" ? "quarantineWrite" : undefined;
      return instead !== undefined && may(instead, name) ? [wireAction[instead]] : [];
    });
    return granted.length > 0 ? [{ type, name, actions: granted }] : [];
  });
}

/** Whether the access of a token holds an operation. */
export function scopesHold(access: readonly Scope[], operation: ContentOperation, repository?: string): boolean {
  return access.some(({ type, name, actions }) => {
    if (type === "registry") {
      return operation === "catalogList" && (name === "catalog" || name === "deleted_catalog") && actions.includes("*");
    }
    return name === repository && actions.some((action) => repositoryActions[action] === operation);
  });
}
