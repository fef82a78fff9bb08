import type { Profile } from "../../../src/assessment/item.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { anImage } from "../../support/images.ts";
import { basic, pushImage, type Send } from "../../support/push-image.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

export type Call = (
  method: string,
  path: string,
  options?: Parameters<Send>[2] & { as?: string; host?: string },
) => Promise<Response>;

/** The registry contoso with its admin account on, and a way to call it, as that account unless `as` says otherwise. */
export function anAcr(
  changes: Partial<Registry> = {},
  profile: Profile = "azure",
): { simulator: Simulator; call: Call } {
  const simulator = aSimulator({ profile });
  const registry = aRegistry(simulator, {}, { adminUserEnabled: true, ...changes });
  const admin = basic("contoso", registry.adminPasswords[0]?.value ?? "");
  const call: Call = (method, path, { body, as = admin, host = "contoso.azurecr.io", headers } = {}) => {
    const init = { method, headers: { authorization: as, ...headers }, ...(body !== undefined && { body }) };
    return simulator.send(new Request(`https://${host}${path}`, init), laptop);
  };
  return { simulator, call };
}

/** Pushes a small image for linux/arm64; the text makes it another image. Returns its digest. */
export const push = (call: Call, repository: string, tag: string, text = tag): Promise<string> =>
  pushImage(call, `${repository}:${tag}`, anImage({ architecture: "arm64", layers: [text] }));
