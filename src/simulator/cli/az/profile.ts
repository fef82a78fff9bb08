import type { Machine } from "../machine.ts";
import { azError } from "./az-error.ts";
import type { Account } from "./az-call.ts";

/** A subscription as `azureProfile.json` keeps it. */
export interface ProfileSubscription {
  id: string;
  name: string;
  state: string;
  user: { name: string; type: "user" | "servicePrincipal" } & { assignedIdentityInfo?: string };
  isDefault: boolean;
  tenantId: string;
  environmentName: string;
  homeTenantId: string;
  managedByTenants: string[];
}

/** A service principal as `service_principal_entries.json` keeps it. */
export interface PrincipalEntry {
  client_id: string;
  tenant: string;
  client_secret: string;
}

/** The client's files of who is signed in. */
export class Profile {
  constructor(
    private readonly machine: Machine,
    private readonly folder: string,
  ) {}

  /** Subscriptions of everyone signed in; undefined on a machine where nobody ever signed in or out. */
  subscriptions(): ProfileSubscription[] | undefined {
    return this.read<{ subscriptions: ProfileSubscription[] }>("azureProfile.json")?.subscriptions;
  }

  save(subscriptions: readonly ProfileSubscription[]): void {
    this.write("azureProfile.json", { subscriptions });
  }

  principals(): PrincipalEntry[] {
    return this.read<PrincipalEntry[]>("service_principal_entries.json") ?? [];
  }

  savePrincipals(entries: readonly PrincipalEntry[]): void {
    this.write("service_principal_entries.json", entries);
  }

  tokens(): Record<string, { token: string; expires: number }> {
    return this.read("msal_token_cache.json") ?? {};
  }

  saveTokens(tokens: Record<string, { token: string; expires: number }>): void {
    this.write("msal_token_cache.json", tokens);
  }

  /** Forgets everyone, as after `az account clear`. */
  clear(): void {
    this.save([]);
    for (const name of ["service_principal_entries.json", "msal_token_cache.json"]) {
      this.machine.files.remove(`${this.folder}/${name}`);
    }
  }

  private read<Content>(name: string): Content | undefined {
    const path = `${this.folder}/${name}`;
    if (this.machine.files.stat(path)?.kind !== "file") return undefined;
    try {
      return JSON.parse(this.machine.files.text(path)) as Content;
    } catch {
      throw azError(`Failed to load ${path}: it is not valid JSON. Remove the file and run 'az login'.`);
    }
  }

  private write(name: string, content: unknown): void {
    this.machine.files.write(`${this.folder}/${name}`, `${JSON.stringify(content)}\n`);
  }
}

const loginFirst = "Please run 'az login' to setup account.";

/** Ends a command that needs somebody signed in. */
export const notSignedIn = () =>
  azError(loginFirst, 1, {
    code: "NotSignedIn",
    text: "Nobody is signed in on this machine.",
    next: "Run `az login`.",
  });

/** The subscription that a command works in: the one named, else the default. Throws in the client's words. */
export function chooseSubscription(
  subscriptions: readonly ProfileSubscription[],
  requestedId: string | undefined,
  warn: (text: string) => void,
): ProfileSubscription {
  if (subscriptions.length === 0) throw notSignedIn();
  const named = requestedId?.toLowerCase();
  const found = subscriptions.find(({ id, name, isDefault }) =>
    named === undefined ? isDefault : id.toLowerCase() === named || name.toLowerCase() === named,
  );
  if (found) return found;
  if (requestedId === undefined) {
    throw azError("No subscription found. Run 'az account set' to select a subscription.", 1, {
      code: "NoSubscription",
      text: "Somebody is signed in, and no subscription is the active one.",
      next: "Run `az account set --subscription NAME`.",
    });
  }
  warn(`Subscription '${requestedId}' not recognized.`);
  throw azError(`Subscription '${requestedId}' not found. Check the spelling and casing and try again.`, 1, {
    code: "SubscriptionNotFound",
    text: `Nobody signed in here has a subscription called '${requestedId}'.`,
    next: "`az account list` shows the names and ids.",
  });
}

export const accountOf = ({ id, name, tenantId, user }: ProfileSubscription): Account => ({ id, name, tenantId, user });
