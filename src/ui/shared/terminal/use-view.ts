import { errorText } from "../../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import type { RequestName, Requests } from "../../../sandbox/protocol.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** The worker's answer, or the reason why there is none. */
export interface Answer<N extends RequestName> {
  /** Undefined until the first answer; the previous answer stays until the new one arrives. */
  answer: Requests[N]["answer"] | undefined;
  /** Why the last request has no answer. */
  problem: string | undefined;
  /** Asks again. */
  again(): void;
}

/**
 * Asks the worker about the open environment, and again after every change. `ask` is compared by value, so it may be a new
 * object in every render.
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
        if (current) setFound((before) => ({ ...before, problem: errorText(error) }));
      });
    return () => {
      current = false;
    };
  }, [store, name, key, revision, id, tries]);
  return { answer: found.answer, problem: found.problem, again: () => setTries(tries + 1) };
}

/** Returns the worker's answer; undefined until the first one. See `useAnswer`. */
export const useView = <N extends RequestName>(name: N, ask: Requests[N]["ask"]): Requests[N]["answer"] | undefined =>
  useAnswer(name, ask).answer;
