import { ok, type Result } from "../world/result.ts";
import { registryProvider } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

function subscriptionView({ draft }: ArmCall) {
  const { id, name, tenantId } = draft.get("settings")?.subscription ?? { id: "", name: "", tenantId: "" };
  return {
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    tenantId,
    displayName: name,
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
    authorizationSource: "RoleBased",
  };
}

const answer = (body: unknown): Result<ArmAnswer> => ok({ status: 200, body });

const locations = ({ rules, draft }: ArmCall) =>
  rules.facts.regions.map(({ id, name, geography, latitude, longitude }) => ({
    id: `/subscriptions/${draft.get("settings")?.subscription.id ?? ""}/locations/${id}`,
    name: id,
    displayName: name,
    regionalDisplayName: `(${geography}) ${name}`,
    metadata: {
      regionType: "Physical",
      geographyGroup: geography,
      latitude: String(latitude),
      longitude: String(longitude),
    },
  }));

/** Resource types of a provider, each in every region. */
const resourceTypes = ["registries", "registries/replications", "registries/webhooks", "registries/tasks"];

function providerView(call: ArmCall) {
  const regions = call.rules.facts.regions.map(({ name }) => name);
  return {
    id: `/subscriptions/${call.draft.get("settings")?.subscription.id ?? ""}/providers/${registryProvider}`,
    namespace: registryProvider,
    registrationState: "Registered",
    registrationPolicy: "RegistrationRequired",
    resourceTypes: resourceTypes.map((resourceType) => ({
      resourceType,
      locations: regions,
      apiVersions: ["2025-11-01", "2023-07-01", "2019-05-01"],
    })),
  };
}

/** The subscription, its tenant, the regions and the provider of registries. */
export const subscriptionRoutes: ArmRoute[] = [
  { method: "GET", path: "/subscriptions", action: "", handle: (call) => answer({ value: [subscriptionView(call)] }) },
  {
    method: "GET",
    path: "/subscriptions/{subscription}",
    action: "",
    handle: (call) => answer(subscriptionView(call)),
  },
  {
    method: "GET",
    path: "/subscriptions/{subscription}/locations",
    action: "",
    handle: (call) => answer({ value: locations(call) }),
  },
  {
    method: "GET",
    path: "/tenants",
    action: "",
    handle: ({ draft }) => {
      const tenantId = draft.get("settings")?.subscription.tenantId ?? "";
      return answer({ value: [{ id: `/tenants/${tenantId}`, tenantId, tenantCategory: "Home" }] });
    },
  },
  {
    method: "GET",
    path: `/subscriptions/{subscription}/providers/${registryProvider}`,
    action: "",
    handle: (call) => answer(providerView(call)),
  },
  {
    method: "POST",
    path: `/subscriptions/{subscription}/providers/${registryProvider}/register`,
    action: `${registryProvider}/register/action`,
    handle: (call) => answer(providerView(call)),
  },
];
