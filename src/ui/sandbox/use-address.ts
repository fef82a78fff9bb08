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
    const isFirst = currentHash.current === undefined;
    currentHash.current = hash;
    const destination = destinationOf(hash);
    const { phase: before, status, openDestination } = store.getState();
    // A button of the list may have been pressed between the hydration of the page and this effect.
    if (isFirst && destination.kind === "choose" && before !== "starting") return;
    if (destination.kind === "world" && destination.id === status?.entry.id) store.setState({ phase: "open" });
    else void openDestination(destination, learner.getState().settings.profile);
  }, [hash, store, learner]);

  useEffect(() => {
    const now = phase === "open" && id !== undefined ? `#world=${id}` : phase === "choosing" ? "" : undefined;
    if (now === undefined || now === currentHash.current || (now === "" && currentHash.current === "#worlds")) return;
    // Back leads to the list and to an environment. A template or a link has been carried out, and what didn't open would only
    // fail again, so those are replaced.
    const isPlace = ["", "#worlds", `#world=${id}`].includes(currentHash.current ?? "");
    currentHash.current = now;
    void navigate({ hash: now }, { replace: !isPlace });
  }, [phase, id, navigate]);
}
