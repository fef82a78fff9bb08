import { useEffect, useState } from "react";
import type { RequestName, Requests } from "../../../sandbox/protocol.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/**
 * What the worker says about the world, asked again after every change. Undefined until the first answer; the old answer
 * stays until the new one is there. `ask` has to be the same value from one drawing to the next unless it changes.
 */
export function useView<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Requests[N]["answer"] | undefined {
  const store = useSandboxApi();
  const revision = useSandbox((state) => state.status?.revision);
  const id = useSandbox((state) => state.status?.entry.id);
  const [answer, setAnswer] = useState<Requests[N]["answer"] | undefined>(undefined);
  const key = JSON.stringify(ask);
  useEffect(() => {
    let current = true;
    store
      .getState()
      .ask(name, JSON.parse(key) as Requests[N]["ask"])
      .then((found) => current && setAnswer(() => found))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store, name, key, revision, id]);
  return answer;
}
