import { useEffect, useRef } from "react";
import { useLocation } from "react-router-dom";
import { ChooseWorld } from "./choose-world.tsx";
import { OpenWorldView } from "./open-world-view.tsx";
import { openingText } from "./opening-text.ts";
import { useAddress } from "./use-address.ts";
import { SandboxContext, useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useSandboxStore } from "../shared/terminal/use-sandbox-store.ts";
import "./sandbox.css";
import { Status } from "../shared/status.tsx";
import { useHydrated } from "../shared/use-hydrated.ts";
import { destinationOf } from "./destination.ts";

/** The sandbox: a simulated cloud in a worker, with a terminal and panels that show its content. */
export function SandboxScreen() {
  const store = useSandboxStore();
  return (
    <SandboxContext value={store}>
      <Content />
    </SandboxContext>
  );
}

/** What is there before the app. */
const Starting = ({ isEarly }: { isEarly: boolean }) => (
  <div className="page" data-beginning={isEarly ? "opening" : undefined}>
    <h1 tabIndex={-1}>Sandbox</h1>
    <Status className="muted">{openingText(undefined, false)}</Status>
  </div>
);

function Content() {
  const store = useSandboxApi();
  const phase = useSandbox((state) => state.phase);
  const problem = useSandbox((state) => state.problem);
  const note = useSandbox((state) => state.note);
  const elsewhere = useSandbox((state) => state.elsewhere);
  const { hash } = useLocation();
  const hydrated = useHydrated();
  // Before the app is there the page has both, and public/boot.js tells the style which one the address is for.
  const isOpening = phase === "starting" && hydrated && destinationOf(hash).kind !== "choose";
  useAddress();

  const wasOpening = useRef(false);
  useEffect(() => {
    // The terminal is gone with the focus that it took.
    const hasFailed = wasOpening.current && phase !== "opening" && phase !== "open";
    if (hasFailed && document.activeElement === document.body)
      document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    wasOpening.current = phase === "opening";
  }, [phase]);

  return (
    <>
      {problem && (
        <p className="banner" role="alert">
          {problem.message}{" "}
          <button type="button" className="btn" onClick={() => store.getState().dismissProblem()}>
            Close
          </button>
        </p>
      )}
      {note !== undefined && (
        <Status className="banner">
          {note}{" "}
          <button type="button" className="btn" onClick={() => store.getState().dismissNote()}>
            Close
          </button>
        </Status>
      )}
      {(isOpening || !hydrated) && <Starting isEarly={!hydrated} />}
      {(phase === "choosing" || (phase === "starting" && !isOpening)) && <ChooseWorld isEarly={!hydrated} />}
      {phase === "failed" && (
        <div className="page">
          <h1 tabIndex={-1}>Sandbox</h1>
          <p>
            The environment couldn't be opened. Reload the page to try again; everything that was saved is still there.
          </p>
          <button type="button" className="btn primary" onClick={() => window.location.reload()}>
            Reload
          </button>
        </div>
      )}
      {phase === "elsewhere" && (
        <div className="page">
          <h1 tabIndex={-1}>Open in another tab</h1>
          <p>
            This environment is open in another tab. You can change it in one tab at a time, so that no command is lost.
          </p>
          <div className="actions">
            <button
              type="button"
              className="btn primary"
              onClick={() => elsewhere !== undefined && void store.getState().open(elsewhere, true)}
            >
              Continue here
            </button>
            <button type="button" className="btn" onClick={() => store.getState().choose()}>
              Choose another environment
            </button>
          </div>
        </div>
      )}
      {(phase === "open" || phase === "opening") && <OpenWorldView />}
    </>
  );
}
