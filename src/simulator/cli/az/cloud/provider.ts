import type { AzCall, AzModule } from "../az-call.ts";
import type { JsonObject } from "../../../world/json.ts";

const path = ({ arm, options }: AzCall): string => `${arm.subscription}/providers/${options.required("--namespace")}`;

/** `az provider`, for the providers that the management plane knows. */
export const providerModule: AzModule = {
  handlers: {
    "az provider show": (az) => az.arm.get<JsonObject>(path(az)),
    "az provider register": async (az) => {
      await az.arm.post(`${path(az)}/register`);
      return undefined;
    },
  },
};
