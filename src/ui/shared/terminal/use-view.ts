import { useEffect, useState } from "react";
import type { RequestName, Requests } from "../../../sandbox/protocol.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** What the worker answered, or why it could not. */
export interface Answer<N extends RequestName> {
  /** Undefined until the first answer; the old answer stays until the new one is there. */
  answer: Requests[N]["answer"] | undefined;
  /** Why the last question has no answer. */
  problem: string | undefined;
  /** Asks once more. */
  again(): void;
}

/**
 * What the worker says about the world, asked again after every change. `ask` is compared by what it holds, so it may be a
 * new value from one drawing to the next.
 */
export function useAnswer<N extends RequestName>(name: N, ask: Requests[N]["ask"]): Answer<N> {
  const store = useSandboxApi();
  const revision = useSandbox((state) => state.status?.revision);
  const id = useSandbox((state) => state.status?.entry.id);
  const [found, setFound] = useState<{ answer?: Requests[N]["answer"]; problem?: string }>({});
  const [tries, setTries] = useState(0);
  const key = JSON.stringify(ask);
  useEffect(() => {
    let current = true;
    store
      .getState()
      .ask(name, JSON.parse(key) as Requests[N]["ask"])
      .then((answer) => current && setFound({ answer }))
      .catch((error: unknown) => {
        if (current)
          setFound((before) => ({ ...before, problem: error instanceof Error ? error.message : String(error) }));
      });
    return () => {
      current = false;
    };
  }, [store, name, key, revision, id, tries]);
  return { answer: found.answer, problem: found.problem, again: () => setTries(tries + 1) };
}

/** What the worker says about the world; undefined until the first answer. See `useAnswer`. */
export const useView = <N extends RequestName>(name: N, ask: Requests[N]["ask"]): Requests[N]["answer"] | undefined =>
  useAnswer(name, ask).answer;
