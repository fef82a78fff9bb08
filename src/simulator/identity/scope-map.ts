import type { Rules } from "../registry/rules.ts";
import { now } from "../world/clock.ts";
import type { Moment } from "../world/row-schemas.ts";
import type { Password } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { ContentOperation, ContentQuestion, Verdict } from "./access.ts";

const repositories = "repositories/";

/**
 * The action of a scope map that an operation needs, e.g. `content/read`; undefined where a scope map has none, as for
 * the catalog. It is the tail of the data action of the same operation.
 */
export function scopeMapAction(rules: Rules, operation: ContentOperation): string | undefined {
  const { dataAction } = rules.operation(operation);
  const at = dataAction.indexOf(`/${repositories}`);
  return at < 0 ? undefined : dataAction.slice(at + repositories.length + 1);
}

/** Whether `repositories/NAME/content/read`, whose NAME may be `*` or end in `/*`, grants an action on a repository. */
export function scopeMapGrants(entry: string, repository: string, action: string): boolean {
  const text = entry.toLowerCase();
  if (!text.startsWith(repositories) || !text.endsWith(`/${action}`)) return false;
  const name = text.slice(repositories.length, -action.length - 1);
  if (name === "*") return true;
  return name.endsWith("/*") ? repository.startsWith(name.slice(0, -1)) : repository === name;
}

/** The key of a scope map in its table, from its name or ARM id. */
export const scopeMapKey = (nameOrId: string): string => nameOrId.slice(nameOrId.lastIndexOf("/") + 1).toLowerCase();

/** Whether a password works at a moment: a new one needs a while, an old one may have expired. */
export const passwordWorks = ({ validFrom, expires }: Password, at: Moment): boolean =>
  validFrom <= at && (expires === undefined || at < expires);

/** May the holder of a repository-scoped token do this? */
export function tokenMay(reader: Reader, rules: Rules, name: string, question: ContentQuestion): Verdict {
  const token = reader.get("token", question.registry, name.toLowerCase());
  if (!token) return { allowed: false, because: `There is no token called ${name}.` };
  if (!token.enabled) return { allowed: false, because: `The token ${name} is disabled.` };
  const map = reader.get("scopeMap", question.registry, scopeMapKey(token.scopeMap));
  const action = scopeMapAction(rules, question.operation);
  if (action === undefined || question.repository === undefined) {
    return { allowed: false, because: "A token reaches repositories, never the catalogue.", fact: "tokenActions" };
  }
  const repository = question.repository;
  const entry = map?.actions.find((mapAction) => scopeMapGrants(mapAction, repository, action));
  const mapName = map?.name ?? token.scopeMap;
  return entry === undefined
    ? {
        allowed: false,
        because: `The scope map ${mapName} of the token ${name} does not include ${action} for ${repository}.`,
        fact: "tokenActions",
      }
    : {
        allowed: true,
        because: `The scope map ${mapName} grants ${entry}.`,
        via: `scope map ${mapName}`,
        fact: "tokenActions",
      };
}

/** The passwords of a token that work now. */
export const workingPasswords = (reader: Reader, passwords: readonly Password[]): Password[] => {
  const at = now(reader);
  return passwords.filter((password) => passwordWorks(password, at));
};
