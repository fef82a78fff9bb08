import type { Draft } from "../simulator/world/world.ts";

/** Sets up who listens at an address: with the status that it answers, or nobody. What it heard before is kept. */
export function putReceiver(draft: Draft, uri: string, status: number | null): void {
  if (status === null) draft.remove("listener", uri);
  else draft.put("listener", [uri], { received: draft.get("listener", uri)?.received ?? [], status });
}
