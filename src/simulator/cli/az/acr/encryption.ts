import type { AzModule } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";
import { memberOf } from "../table-cells.ts";

/** `az acr encryption`: what a registry's content is encrypted with. */
export const encryptionModule: AzModule = {
  handlers: {
    "az acr encryption show": async ({ arm, options }) => {
      const { properties } = await arm.registry(options.required("--name"), options.text("--resource-group"));
      return memberOf(properties, "encryption");
    },
    "az acr encryption rotate-key": async ({ arm, options }) => {
      const name = options.required("--name");
      const { properties } = await arm.registry(name, options.text("--resource-group"));
      if (memberOf(properties, "encryption", "status") !== "enabled") {
        throw azError(`The registry '${name}' is not encrypted with a customer-managed key.`);
      }
      throw notSimulated("az acr encryption rotate-key", "The simulator doesn't include key vaults.");
    },
  },
};
