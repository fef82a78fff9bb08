import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { useStoreApi } from "../shared/use-store.tsx";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { destinationOf } from "./destination.ts";

/**
 * Keeps the address and the screen in step: the address opens an environment or the list, and an environment that is open has
 * an address, so that a reload and the back button lead where they should.
 */
export function useAddress(): void {
  const store = useSandboxApi();
  const learner = useStoreApi();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const phase = useSandbox((state) => state.phase);
  const id = useSandbox((state) => state.status?.entry.id);
  /** The address that is on screen. */
  const currentHash = useRef<string | undefined>(undefined);

  useEffect(() => {
    if (currentHash.current === hash) return;
    currentHash.current = hash;
    const destination = destinationOf(hash);
    const { status, openDestination } = store.getState();
    if (destination.kind === "world" && destination.id === status?.entry.id) store.setState({ phase: "open" });
    else void openDestination(destination, learner.getState().settings.profile);
  }, [hash, store, learner]);

  useEffect(() => {
    const now = phase === "open" && id !== undefined ? `#world=${id}` : phase === "choosing" ? "" : undefined;
    if (now === undefined || now === currentHash.current || (now === "" && currentHash.current === "#worlds")) return;
    // From the list an environment is a step forward; a template or a link has been carried out and isn't gone back to.
    const replace = currentHash.current !== "" && currentHash.current !== "#worlds" && now !== "";
    currentHash.current = now;
    void navigate({ hash: now }, { replace });
  }, [phase, id, navigate]);
}
