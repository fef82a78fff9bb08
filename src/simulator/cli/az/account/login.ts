import { azError, notSimulated } from "../az-error.ts";
import { subscriptionsOf } from "../first-sign-in.ts";
import type { ProfileSubscription } from "../profile.ts";
import type { Identity } from "../sign-in.ts";
import type { AccountCall, AccountPart } from "./account-call.ts";
import { accountRows, subscriptionView } from "./subscription-view.ts";

const usage = (text: string) =>
  azError(`usage error: ${text}`, 1, {
    code: "LoginUsage",
    text: "These options of az login can't be combined.",
    next: "`az login -h` shows the ways to sign in.",
  });

/** The client's own checks of options that exclude each other. */
function checkUsage({ options }: AccountCall): void {
  const other = options.wasTyped("--password") || options.on("--service-principal");
  if (options.on("--identity") && (other || options.wasTyped("--tenant"))) {
    throw usage("'--identity' is not applicable with other arguments");
  }
  if (options.on("--use-device-code") && (other || options.wasTyped("--username") || options.on("--identity"))) {
    throw usage("'--use-device-code' is not applicable with other arguments");
  }
  if (options.on("--use-cert-sn-issuer") && !options.on("--service-principal")) {
    throw usage("'--use-sn-issuer' is only applicable with a service principal");
  }
  if (options.on("--service-principal") && !options.wasTyped("--username")) {
    throw usage("--service-principal --username NAME --password SECRET --tenant TENANT");
  }
}

async function passwordOf(az: AccountCall): Promise<string> {
  const password = az.options.text("--password") ?? (await az.ask("Password: ", { secret: true }));
  if (password !== undefined) return password;
  throw azError("Please specify both username and password in non-interactive mode.");
}

async function identityOf(az: AccountCall): Promise<{ identity: Identity; tenant: string }> {
  const { options } = az;
  const tenant = options.text("--tenant") ?? "organizations";
  if (options.on("--identity")) {
    if (options.wasTyped("--username")) {
      throw notSimulated("Signing in with one of several user-assigned identities", "A machine here has one identity.");
    }
    return { identity: { kind: "managedIdentity" }, tenant };
  }
  const username = options.text("--username");
  if (options.wasTyped("--federated-token")) {
    throw notSimulated("Signing in with a federated token", "The directory takes secrets and the browser's session.");
  }
  if (username === undefined) return { identity: { kind: "user" }, tenant };
  const secret = await passwordOf(az);
  if (!options.on("--service-principal")) {
    return { identity: { kind: "password", username, password: secret }, tenant };
  }
  if (!options.wasTyped("--tenant")) throw azError('Please supply tenant using "--tenant"');
  return { identity: { kind: "servicePrincipal", appId: username, secret, tenant }, tenant };
}

function tellWhatHappens({ options, warn }: AccountCall, identity: Identity): void {
  if (identity.kind !== "user") return;
  warn(
    options.on("--use-device-code")
      ? "To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code shown there " +
          "to authenticate. The browser of this machine has done so."
      : "A web browser has been opened at https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize. Please " +
          "continue the login in the web browser. If no web browser is available or if the web browser fails to open, use " +
          "device code flow with `az login --use-device-code`.",
  );
}

/** Keeps what others signed in with, and makes the new one's first subscription the active one. */
function remember(
  { signIn: { profile } }: AccountCall,
  identity: Identity,
  made: readonly ProfileSubscription[],
): void {
  if (identity.kind === "servicePrincipal") {
    const others = profile.principals().filter(({ client_id: id }) => id !== identity.appId);
    const entry = { client_id: identity.appId, tenant: identity.tenant, client_secret: identity.secret };
    profile.savePrincipals([...others, entry]);
  }
  const ids = new Set(made.map(({ id }) => id));
  const others = (profile.subscriptions() ?? []).filter(({ id }) => !ids.has(id));
  profile.save([...others.map((subscription) => ({ ...subscription, isDefault: false })), ...made]);
}

async function login(az: AccountCall) {
  checkUsage(az);
  const { identity, tenant } = await identityOf(az);
  tellWhatHappens(az, identity);
  const { subscriptions, userName } = await subscriptionsOf(az.signIn, identity, tenant);
  if (subscriptions.length === 0) {
    throw azError(`No subscriptions found for ${userName}.`, 1, {
      code: "NoSubscriptions",
      text: "The sign-in went well; the account may not see any subscription.",
      next: "Assign it a role first.",
    });
  }
  remember(az, identity, subscriptions);
  return subscriptions.map((subscription) => subscriptionView(subscription, "cloudName"));
}

async function logout({ options, signIn: { profile } }: AccountCall) {
  const subscriptions = profile.subscriptions();
  const signedIn = options.text("--username") ?? subscriptions?.find(({ isDefault }) => isDefault)?.user.name;
  if (subscriptions && signedIn === undefined) throw azError("There are no active accounts.");
  const remaining = (subscriptions ?? []).filter(({ user }) => user.name.toLowerCase() !== signedIn?.toLowerCase());
  if (remaining.length === 0) profile.clear();
  else profile.save(remaining.map((subscription, index) => ({ ...subscription, isDefault: index === 0 })));
  return undefined;
}

/** az login and az logout. */
export const loginPart: AccountPart = {
  handlers: { "az login": login, "az logout": logout },
  tables: { "az login": accountRows },
};
