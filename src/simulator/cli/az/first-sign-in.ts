import { versionFor } from "./api-versions.ts";
import { throwServiceError } from "./service-error.ts";
import type { ProfileSubscription } from "./profile.ts";
import { armResource, type Identity, type SignIn } from "./sign-in.ts";

interface SubscriptionView {
  subscriptionId: string;
  displayName: string;
  state: string;
  tenantId: string;
}

/** The claims of a token, unchecked: the client reads the name of whoever signed in from there. */
function claimsOf(token: string): Record<string, unknown> {
  const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), (char) => char.charCodeAt(0)))) as Record<
    string,
    unknown
  >;
}

/** The subscriptions that an identity may see, as the profile keeps them; the first is the active one. */
export async function subscriptionsOf(
  signIn: SignIn,
  identity: Identity,
  tenant: string,
): Promise<{ subscriptions: ProfileSubscription[]; userName: string; tenantId: string }> {
  const { token } = await signIn.request(identity, tenant, armResource);
  const path = "/subscriptions";
  const response = await signIn.send(
    new Request(`https://management.azure.com${path}?api-version=${versionFor(path)}`, {
      headers: { accept: "application/json", authorization: `Bearer ${token}` },
    }),
  );
  if (!response.ok) await throwServiceError(response);
  const { value } = (await response.json()) as { value: SubscriptionView[] };
  const claims = claimsOf(token);
  const user = userOf(identity, claims);
  const subscriptions = value.map((subscription, index) => ({
    id: subscription.subscriptionId,
    name: subscription.displayName,
    state: subscription.state,
    user,
    isDefault: index === 0,
    tenantId: subscription.tenantId,
    environmentName: "AzureCloud",
    homeTenantId: subscription.tenantId,
    managedByTenants: [],
  }));
  return { subscriptions, userName: user.name, tenantId: String(claims["tid"] ?? "") };
}

function userOf(identity: Identity, claims: Record<string, unknown>): ProfileSubscription["user"] {
  switch (identity.kind) {
    case "user":
    case "password":
      return { name: String(claims["upn"] ?? claims["name"] ?? claims["oid"]), type: "user" };
    case "servicePrincipal":
      return { name: identity.appId, type: "servicePrincipal" };
    case "managedIdentity":
      return { name: "systemAssignedIdentity", type: "servicePrincipal", assignedIdentityInfo: "MSI" };
  }
}

/**
 * A machine on which `az` was never used: whoever sits at it is already signed in, as labs expect. The profile is written
 * as `az login` would, so that from then on the files say who works here.
 */
export async function firstSubscriptions(signIn: SignIn): Promise<ProfileSubscription[]> {
  const { subscriptions } = await subscriptionsOf(signIn, { kind: "user" }, "organizations");
  signIn.profile.save(subscriptions);
  return subscriptions;
}
