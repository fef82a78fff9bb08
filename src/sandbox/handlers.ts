import type { RequestName, Requests } from "./protocol.ts";

/** What answers some of the requests. */
export type HandlersOf<Names extends RequestName> = {
  [N in Names]: (ask: Requests[N]["ask"]) => Promise<Requests[N]["answer"]> | Requests[N]["answer"];
};

/** Longest name of a world or a snapshot. */
export const nameLimit = 60;
