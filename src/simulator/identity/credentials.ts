import { now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Password } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { failWith, ok, type Failure, type Result } from "../world/result.ts";
import type { Caller } from "./access.ts";
import { principalsNamed } from "./directory.ts";
import { passwordWorks } from "./scope-map.ts";

const rejected = (message: string) => failWith("SignInRejected", message);

/** Finds a service principal by its application id (or object id) and an active secret. */
export function signInServicePrincipal(reader: Reader, appId: string, secret: string): Result<Principal, Failure> {
  for (const row of principalsNamed(reader, appId)) {
    if (row.kind !== "servicePrincipal") continue;
    const found = row.secrets?.find(({ value }) => value === secret);
    if (!found) return rejected(`The secret does not belong to the service principal ${row.displayName}.`);
    return now(reader) < found.expires
      ? ok(row)
      : rejected(`The secret of the service principal ${row.displayName} has expired.`);
  }
  return rejected(`The directory has no application ${appId}.`);
}

/** Returns the caller if the password is one of these and works now. */
function withPassword(
  reader: Reader,
  caller: Caller,
  passwords: readonly Password[],
  value: string,
): Result<Caller, Failure> {
  const found = passwords.find((password) => password.value === value);
  const at = now(reader);
  if (!found) return rejected("The password is wrong.");
  if (passwordWorks(found, at)) return ok(caller);
  return rejected(found.validFrom > at ? "The new password is not in force yet." : "The password has expired.");
}

/**
 * Signs in on a registry itself: the admin account, a repository-scoped token, or a service principal. The message of a failure
 * says why the user name and the password are nobody's.
 */
export function signIn(
  reader: Reader,
  registryKey: string,
  username: string,
  password: string,
): Result<Caller, Failure> {
  const registry = reader.get("registry", registryKey);
  if (!registry) return rejected(`There is no registry called ${registryKey}.`);
  const name = username.toLowerCase();
  const adminName = (registry.adminUsername ?? registryKey).toLowerCase();
  if (name === adminName && registry.adminUserEnabled) {
    return withPassword(reader, { kind: "admin", registry: registryKey }, registry.adminPasswords, password);
  }
  const token = reader.get("token", registryKey, name);
  if (token) {
    if (!token.enabled) return rejected(`The token ${token.name} is disabled.`);
    return withPassword(reader, { kind: "token", registry: registryKey, name: token.name }, token.passwords, password);
  }
  if (name === adminName) return rejected("The admin account is disabled.");
  const found = signInServicePrincipal(reader, username, password);
  return found.ok ? ok({ kind: "principal", id: found.value.id }) : found;
}
