import { scanDiscoveredImages, scanningOn } from "../../../registry/scan.ts";
import { isoTime, now } from "../../../world/clock.ts";
import { fail, ok } from "../../../world/result.ts";
import type { Reader } from "../../../world/world.ts";
import { param } from "../../find.ts";
import type { ArmAnswer, ArmRoute } from "../../route.ts";
import { asRecord } from "../../../world/json.ts";

const pricings = "Microsoft.Security/pricings";
const path = `/subscriptions/{subscription}/providers/${pricings}`;

/** Plans that Defender for Cloud sells and the course touches. */
const planNames = ["Containers", "ContainerRegistry", "KubernetesService", "VirtualMachines"];

function planView(reader: Reader, name: string) {
  const plan = reader.get("defenderPlan", name.toLowerCase());
  const tier = plan?.tier ?? "Free";
  return {
    id: `/subscriptions/${reader.get("settings")?.subscription.id ?? ""}/providers/${pricings}/${name}`,
    name,
    type: pricings,
    properties: {
      pricingTier: tier,
      freeTrialRemainingTime: "PT0S",
      ...(plan && tier === "Standard" && { enablementTime: isoTime(plan.since) }),
    },
  };
}

const notFound = (name: string) =>
  fail({ code: "NotFound", status: 404, message: `There is no pricing plan called '${name}'.` });
const planNamed = (name: string) => planNames.find((known) => known.toLowerCase() === name.toLowerCase());

/** Plans of Defender for Cloud: the vulnerability scanner works only while the one for containers is on. */
export const defenderRoutes: ArmRoute[] = [
  {
    method: "GET",
    path,
    action: `${pricings}/read`,
    handle: ({ draft }) => ok({ status: 200, body: { value: planNames.map((name) => planView(draft, name)) } }),
  },
  {
    method: "GET",
    path: `${path}/{name}`,
    action: `${pricings}/read`,
    handle: (call) => {
      const name = planNamed(param(call, "name"));
      return name ? ok<ArmAnswer>({ status: 200, body: planView(call.draft, name) }) : notFound(param(call, "name"));
    },
  },
  {
    method: "PUT",
    path: `${path}/{name}`,
    action: `${pricings}/write`,
    handle: (call) => {
      const name = planNamed(param(call, "name"));
      if (!name) return notFound(param(call, "name"));
      const said = asRecord(call.body["properties"])["pricingTier"];
      const tier = (["Free", "Standard"] as const).find((tier) => tier.toLowerCase() === String(said).toLowerCase());
      if (!tier) {
        return fail({ code: "InvalidPricingTier", status: 400, message: "pricingTier has to be Free or Standard." });
      }
      const before = call.draft.get("defenderPlan", name.toLowerCase());
      const since = before?.tier === tier ? before.since : now(call.draft);
      const scannedBefore = scanningOn(call.draft);
      call.draft.put("defenderPlan", [name.toLowerCase()], { tier, since });
      if (!scannedBefore && scanningOn(call.draft)) scanDiscoveredImages(call.draft, call.rules);
      return ok<ArmAnswer>({ status: 200, body: planView(call.draft, name) });
    },
  },
];
