import { now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Password } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Caller } from "./access.ts";
import { principalsNamed } from "./directory.ts";
import { passwordWorks } from "./scope-map.ts";

/** Who a user name and a password are, or why they are nobody. */
export type SignIn<Who = Caller> = { who: Who } | { because: string };

/** A service principal by its application id (or object id) and an active secret. */
export function signInServicePrincipal(reader: Reader, appId: string, secret: string): SignIn<Principal> {
  for (const row of principalsNamed(reader, appId)) {
    if (row.kind !== "servicePrincipal") continue;
    const found = row.secrets?.find(({ value }) => value === secret);
    if (!found) return { because: `The secret does not belong to the service principal ${row.displayName}.` };
    return now(reader) < found.expires
      ? { who: row }
      : { because: `The secret of the service principal ${row.displayName} has expired.` };
  }
  return { because: `The directory has no application ${appId}.` };
}

function passwordProblem(reader: Reader, passwords: readonly Password[], value: string): string | undefined {
  const found = passwords.find((password) => password.value === value);
  const at = now(reader);
  if (!found) return "The password is wrong.";
  if (passwordWorks(found, at)) return undefined;
  return found.validFrom > at ? "The new password is not in force yet." : "The password has expired.";
}

/** Signs in on a registry itself: the admin account, a repository-scoped token, or a service principal. */
export function signIn(reader: Reader, registryKey: string, username: string, password: string): SignIn {
  const registry = reader.get("registry", registryKey);
  if (!registry) return { because: `There is no registry called ${registryKey}.` };
  const name = username.toLowerCase();
  const adminName = (registry.adminUsername ?? registryKey).toLowerCase();
  if (name === adminName && registry.adminUserEnabled) {
    const problem = passwordProblem(reader, registry.adminPasswords, password);
    return problem === undefined ? { who: { kind: "admin", registry: registryKey } } : { because: problem };
  }
  const token = reader.get("token", registryKey, name);
  if (token) {
    if (!token.enabled) return { because: `The token ${token.name} is disabled.` };
    const problem = passwordProblem(reader, token.passwords, password);
    return problem === undefined
      ? { who: { kind: "token", registry: registryKey, name: token.name } }
      : { because: problem };
  }
  if (name === adminName) return { because: "The admin account is disabled." };
  const found = signInServicePrincipal(reader, username, password);
  return "who" in found ? { who: { kind: "principal", id: found.who.id } } : found;
}
