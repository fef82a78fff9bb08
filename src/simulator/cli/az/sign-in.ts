import type { Machine } from "../machine.ts";
import { NetworkError } from "../../world/network-error.ts";
import { azError } from "./az-error.ts";
import { notSignedIn, type Profile, type ProfileSubscription } from "./profile.ts";

/** What a directory token is for: the management plane, a registry that refuses tokens of ARM, the directory. */
export type TokenAudience = "arm" | "registry" | "graph";

const resources: Record<TokenAudience, string> = {
  arm: "https://management.core.windows.net/",
  registry: "https://containerregistry.azure.net",
  graph: "https://graph.microsoft.com/",
};

const signInHost = "https://login.microsoftonline.com";
const metadataService = "http://169.254.169.254/metadata/identity/oauth2/token";

/** Application id of the azure-cli in every directory. */
const clientId = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** Seconds before its end at which a kept token is no longer used, as MSAL has it. */
const leeway = 300;

/** How somebody signs in. */
export type Identity =
  | { kind: "user" }
  | { kind: "servicePrincipal"; appId: string; secret: string; tenant: string }
  | { kind: "password"; username: string; password: string }
  | { kind: "managedIdentity" };

/** A directory token and the second at which it ends. */
export interface Token {
  token: string;
  expires: number;
}

/** The resource that a scope `RESOURCE/.default` or a resource names. */
export const resourceOf = (text: string): string => text.replace(/\/\.default$/, "");

/** What requests to the management plane are made with. */
export const armResource = resources.arm;

interface TokenAnswer {
  access_token?: string;
  expires_in?: number | string;
  error?: string;
  error_description?: string;
}

/** Ends a command whose host cannot be reached. */
export const noConnection = (error: NetworkError): Error =>
  azError(
    `Please ensure you have network connection. Error detail: HTTPSConnectionPool(host='${error.hostname}', port=443): ` +
      `Max retries exceeded (Caused by ${
        error.code === "ENOTFOUND"
          ? `NameResolutionError("Failed to resolve '${error.hostname}'")`
          : "NewConnectionError('Connection refused')"
      })`,
    1,
    { code: "NoConnection", text: `The simulated network has no route to ${error.hostname}.` },
  );

/** Gets directory tokens for whoever is signed in, and keeps them until they end. */
export class SignIn {
  constructor(
    private readonly machine: Machine,
    readonly profile: Profile,
  ) {}

  /** A token for the identity behind a subscription of the profile. */
  async token(subscription: ProfileSubscription, audience: TokenAudience, renew = false): Promise<string> {
    return (await this.tokenFor(subscription, resources[audience], renew)).token;
  }

  /** A token for a resource, kept until shortly before its end (seconds since 1970). */
  async tokenFor(subscription: ProfileSubscription, resource: string, renew = false): Promise<Token> {
    const identity = this.identityOf(subscription);
    // Whoever sits at the machine may change without another sign-in, when a lab makes somebody else its user.
    const person = identity.kind === "user" ? `/${this.machine.origin.principalId ?? ""}` : "";
    const key = `${subscription.user.name}${person}/${subscription.tenantId}/${resource}`;
    const known = this.profile.tokens()[key];
    if (known && !renew && known.expires - leeway > Math.floor(this.machine.now() / 1000)) return known;
    const made = await this.request(identity, subscription.tenantId, resource);
    this.profile.saveTokens({ ...this.profile.tokens(), [key]: made });
    return made;
  }

  /** Asks the directory, or the machine's metadata service, for a token. */
  async request(identity: Identity, tenant: string, resource: string): Promise<Token> {
    const response = await this.send(
      identity.kind === "managedIdentity" ? metadataRequest(resource) : directoryRequest(identity, tenant, resource),
    );
    const answer = (await response.json()) as TokenAnswer;
    if (answer.access_token === undefined) throw refused(identity, answer);
    const seconds = Number(answer.expires_in ?? 0);
    return { token: answer.access_token, expires: Math.floor(this.machine.now() / 1000) + seconds };
  }

  /** Sends a request; throws in the client's words when nothing answers. */
  async send(request: Request): Promise<Response> {
    try {
      return await this.machine.send(request);
    } catch (error) {
      throw error instanceof NetworkError ? noConnection(error) : error;
    }
  }

  private identityOf({ user, tenantId }: ProfileSubscription): Identity {
    if (user.type === "user") return { kind: "user" };
    if (user.assignedIdentityInfo !== undefined) return { kind: "managedIdentity" };
    const entry = this.profile.principals().find(({ client_id: id }) => id === user.name);
    if (!entry) throw notSignedIn();
    return { kind: "servicePrincipal", appId: entry.client_id, secret: entry.client_secret, tenant: tenantId };
  }
}

function metadataRequest(resource: string): Request {
  const url = new URL(metadataService);
  url.searchParams.set("resource", resource);
  url.searchParams.set("api-version", "2018-02-01");
  return new Request(url, { headers: { metadata: "true" } });
}

function directoryRequest(identity: Exclude<Identity, { kind: "managedIdentity" }>, tenant: string, resource: string) {
  const form = new URLSearchParams({ scope: `${resource}/.default` });
  if (identity.kind === "user") {
    form.set("client_id", clientId);
    // The browser of the machine is signed in to the directory; what it gives the client stands for that person.
    form.set("grant_type", "authorization_code");
  } else if (identity.kind === "password") {
    form.set("client_id", clientId);
    form.set("username", identity.username);
    form.set("password", identity.password);
    form.set("grant_type", "password");
  } else {
    form.set("client_id", identity.appId);
    form.set("client_secret", identity.secret);
    form.set("grant_type", "client_credentials");
  }
  return new Request(`${signInHost}/${tenant}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
}

function refused(identity: Identity, { error = "", error_description: description = "" }: TokenAnswer) {
  if (identity.kind === "user" && error === "interaction_required") return notSignedIn();
  if (identity.kind === "managedIdentity") {
    return azError(
      "Failed to connect to MSI. Please make sure MSI is configured correctly.\nGet Token request returned: <Response [400]>",
      1,
      {
        code: "NoManagedIdentity",
        text: `This machine has no managed identity: ${description}.`,
        next: "Run the command from a machine that has one, or sign in with `az login`.",
      },
    );
  }
  return azError(description, 1, {
    code: "SignInRefused",
    text: "The directory rejected the sign-in: the application, its tenant or its secret is wrong, or the secret has expired.",
    next: "`az ad sp create-for-rbac` shows a new secret once.",
  });
}
