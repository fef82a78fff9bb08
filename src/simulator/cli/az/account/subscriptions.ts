import type { ArmResource } from "../arm-client.ts";
import { azError } from "../az-error.ts";
import { firstSubscriptions } from "../first-sign-in.ts";
import { chooseSubscription, type ProfileSubscription } from "../profile.ts";
import { resourceOf } from "../sign-in.ts";
import type { AccountCall, AccountPart } from "./account-call.ts";
import { accountRows, subscriptionView } from "./subscription-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const known = async ({ signIn }: AccountCall): Promise<ProfileSubscription[]> =>
  signIn.profile.subscriptions() ?? firstSubscriptions(signIn);

async function list(az: AccountCall) {
  const subscriptions = az.options.on("--refresh") ? await refresh(az) : await known(az);
  if (subscriptions.length === 0) az.warn('Please run "az login" to access your accounts.');
  const visible = subscriptions.filter(({ state }) => az.options.on("--all") || state === "Enabled");
  return visible.map((subscription) => subscriptionView(subscription, "cloudName"));
}

/** Asks the service again which subscriptions the signed-in accounts can access; here that is the same single subscription. */
async function refresh(az: AccountCall): Promise<ProfileSubscription[]> {
  const kept = await known(az);
  if (kept.length === 0) return kept;
  await az.open();
  const views = await az.arm.list<{ subscriptionId: string; displayName: string; state: string }>("/subscriptions");
  const renewed = kept.map((subscription) => {
    const view = views.find(({ subscriptionId }) => subscriptionId === subscription.id);
    return view ? { ...subscription, name: view.displayName, state: view.state } : subscription;
  });
  az.signIn.profile.save(renewed);
  return renewed;
}

async function show(az: AccountCall) {
  return subscriptionView(
    chooseSubscription(await known(az), az.options.text("--subscription"), az.warn),
    "environmentName",
  );
}

async function set(az: AccountCall) {
  const subscriptions = await known(az);
  const nameOrId = az.options.required("--subscription").toLowerCase();
  const chosen = subscriptions.find(({ id, name }) => id.toLowerCase() === nameOrId || name.toLowerCase() === nameOrId);
  if (!chosen) {
    const typedName = az.options.required("--subscription");
    throw azError(`The subscription of '${typedName}' doesn't exist in cloud 'AzureCloud'.`, 1, {
      code: "SubscriptionNotFound",
      text: `Nobody signed in here has a subscription called '${typedName}'.`,
      next: "`az account list` shows the names and ids.",
    });
  }
  az.signIn.profile.save(
    subscriptions.map((subscription) => ({ ...subscription, isDefault: subscription.id === chosen.id })),
  );
  return undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** A moment as Python prints a local time; the machine's clock runs in UTC. */
function localTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const day = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())].join("-");
  return `${day} ${[date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":")}.000000`;
}

const resourceTypes: Record<string, string> = {
  arm: "https://management.core.windows.net/",
  "ms-graph": "https://graph.microsoft.com/",
};

async function getAccessToken(az: AccountCall): Promise<JsonValue> {
  const subscription = chooseSubscription(await known(az), az.options.text("--subscription"), az.warn);
  const type = az.options.text("--resource-type") ?? "arm";
  const scope = az.options.texts("--scope")?.[0];
  const resource = az.options.text("--resource") ?? scope ?? resourceTypes[type] ?? type;
  const { token, expires } = await az.signIn.tokenFor(subscription, resourceOf(resource));
  return {
    accessToken: token,
    expiresOn: localTime(expires),
    expires_on: expires,
    subscription: subscription.id,
    tenant: subscription.tenantId,
    tokenType: "Bearer",
  };
}

async function listLocations(az: AccountCall): Promise<JsonValue> {
  await az.open();
  const locations = await az.arm.list<ArmResource>(`${az.arm.subscription}/locations`, { version: "2022-12-01" });
  return locations.map((location) => ({ ...location, type: "Region" }) as JsonObject);
}

/** az account … */
export const subscriptionsPart: AccountPart = {
  handlers: {
    "az account list": list,
    "az account show": show,
    "az account set": set,
    "az account clear": async ({ signIn }) => {
      signIn.profile.clear();
      return undefined;
    },
    "az account get-access-token": getAccessToken,
    "az account list-locations": listLocations,
  },
  tables: {
    "az account list": accountRows,
    "az account list-locations": (result) =>
      (result as JsonObject[]).map((location) => ({
        DisplayName: location["displayName"] ?? "",
        Name: location["name"] ?? "",
        RegionalDisplayName: location["regionalDisplayName"] ?? "",
      })),
  },
};
