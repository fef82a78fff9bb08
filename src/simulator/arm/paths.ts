import type { ArmMethod, ArmRoute } from "./route.ts";

export const registryProvider = "Microsoft.ContainerRegistry";

/** Type of a registry, or of a child of one: `registryType("webhooks")`. */
export const registryType = (...children: string[]): string => [registryProvider, "registries", ...children].join("/");

const group = "/subscriptions/{subscription}/resourceGroups/{group}";

export const registryPath = `${group}/providers/${registryType()}/{registry}`;

/** ARM action on registries or a child of theirs: `action("webhooks", "read")`. */
export const action = (...segments: string[]): string => registryType(...segments);

type Handle = ArmRoute["handle"];

/** A route on registries themselves or below: `on("GET", "/webhooks", ["webhooks", "read"], handle)`. */
export const on = (method: ArmMethod, below: string, needs: string[], handle: Handle): ArmRoute => ({
  method,
  path: `${registryPath}${below}`,
  action: action(...needs),
  handle,
});
