import type { Call, Explanation } from "../program.ts";

/** Address of Azure's own name server, which virtual machines ask. */
export const nameServer = "168.63.129.16";

/** Why a name has no address. */
export const nameNotResolved = (call: Call, host: string): Explanation => ({
  code: "NameNotResolved",
  text: call.machine.lookUp(host).because ?? `The name ${host} doesn't exist.`,
});
