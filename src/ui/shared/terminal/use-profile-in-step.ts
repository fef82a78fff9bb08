import { useEffect, useRef } from "react";
import { useStore, useStoreApi } from "../use-store.tsx";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** Keeps the rules of the open environment and the switch in the top bar the same; opening an environment sets the switch. */
export function useProfileInStep() {
  const store = useSandboxApi();
  const learner = useStoreApi();
  const id = useSandbox((state) => state.status?.entry.id);
  const inWorld = useSandbox((state) => state.status?.entry.profile);
  const chosen = useStore((state) => state.settings.profile);
  const before = useRef(chosen);
  useEffect(() => {
    const learnerChanged = before.current !== chosen;
    before.current = chosen;
    if (id === undefined || inWorld === undefined || inWorld === chosen) return;
    if (learnerChanged)
      void store
        .getState()
        .ask("profile", { profile: chosen })
        .catch(() => undefined);
    else learner.getState().changeSettings({ profile: inWorld });
  }, [id, inWorld, chosen, store, learner]);
}
