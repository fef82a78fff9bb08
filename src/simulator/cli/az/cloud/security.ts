import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import type { JsonObject } from "../../../world/json.ts";

const plans = ({ arm }: AzCall): string => `${arm.subscription}/providers/Microsoft.Security/pricings`;
const plan = (az: AzCall): string => `${plans(az)}/${az.options.required("--name")}`;
const fields = [
  "deprecated",
  "enablementTime",
  "extensions",
  "freeTrialRemainingTime",
  "pricingTier",
  "replacedBy",
  "subPlan",
];
const view = (assessment: ArmResource): JsonObject => flattenResource(assessment, fields);

/** `az security pricing`: the plans of Defender for Cloud. */
export const securityModule: AzModule = {
  handlers: {
    "az security pricing list": async (az) => ({ value: (await az.arm.list(plans(az))).map(view) }),
    "az security pricing show": async (az) => view(await az.arm.get<ArmResource>(plan(az))),
    "az security pricing create": async (az) =>
      view(await az.arm.put<ArmResource>(plan(az), { properties: { pricingTier: az.options.required("--tier") } })),
  },
};
