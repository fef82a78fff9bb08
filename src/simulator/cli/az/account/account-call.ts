import type { AzCall, AzTable } from "../az-call.ts";
import type { Configuration } from "../configuration.ts";
import type { SignIn } from "../sign-in.ts";
import type { JsonValue } from "../../../world/json.ts";

/** What the commands of sign-in and configuration work with: they run before anybody is signed in. */
export interface AccountCall extends AzCall {
  signIn: SignIn;
  configuration: Configuration;
  /** Finds out who works and in which subscription; `arm`, `account` and `token` need it. Throws when nobody is signed in. */
  open(subscription?: string): Promise<void>;
}

export type AccountHandler = (az: AccountCall) => Promise<JsonValue | undefined>;

export interface AccountPart {
  handlers: Record<string, AccountHandler>;
  tables?: Record<string, AzTable>;
}
