import type { Machine } from "../machine.ts";
import type { Explanation } from "../program.ts";

/** Why the name of a registry has no address. */
export const registryNotResolved = (machine: Machine, hostname: string): Explanation => ({
  code: "NameNotResolved",
  text: machine.lookUp(hostname).because ?? `The name ${hostname} doesn't exist.`,
  next: "`az acr show --name REGISTRY --query loginServer` prints the address.",
});

/** Why content whose digest is another than it was asked for by is refused. */
export const contentDamaged: Explanation = {
  code: "DigestMismatch",
  text: "The content doesn't match its digest: it was damaged or changed in transit.",
};
