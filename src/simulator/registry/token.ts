import type { Hash } from "../world/hash.ts";
import { now } from "../world/clock.ts";
import type { Moment } from "../world/row-schemas.ts";
import { nextSecret } from "../world/ids.ts";
import type { Password, RegistryToken } from "../world/registry-tables.ts";
import type { Draft } from "../world/world.ts";
import type { Rules } from "./rules.ts";

/** Length of a token's password; the service documents none. */
const passwordLength = 52;

/** The names that a token's passwords have. */
export const tokenPasswordNames = (rules: Rules): string[] =>
  rules.details<{ names: string[] }>("tokenPasswords")?.names ?? [];

export interface PasswordRequest {
  /** Only this one; both when left out. */
  name?: string;
  expires?: Moment;
}

/**
 * Gives a token new passwords. The first value of a name works at once; one that replaces another needs the
 * delay of the facts until the data plane knows it.
 */
export function withNewPasswords(
  draft: Draft,
  hash: Hash,
  rules: Rules,
  token: RegistryToken,
  { name, expires }: PasswordRequest,
): { token: RegistryToken; made: Password[] } {
  const at = now(draft);
  const delay = (rules.value<number>("passwordRegenerationDelaySeconds") ?? 0) * 1000;
  const names = name === undefined ? tokenPasswordNames(rules) : [name];
  const made = names.map((name): Password => {
    const replaces = token.passwords.some((password) => password.name === name);
    return {
      name,
      value: nextSecret(draft, hash, `token/${token.name}/${name}`, passwordLength),
      createdAt: at,
      validFrom: replaces ? at + delay : at,
      ...(expires !== undefined && { expires }),
    };
  });
  const kept = token.passwords.filter((password) => !names.includes(password.name));
  const passwords = [...kept, ...made].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { token: { ...token, passwords }, made };
}
