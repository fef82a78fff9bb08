import { useEffect, useRef } from "react";
import { useLocation } from "react-router-dom";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { ChooseWorld } from "./choose-world.tsx";
import { OpenWorldView } from "./open-world-view.tsx";
import { SandboxContext, useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useProfileInStep } from "../shared/terminal/use-profile-in-step.ts";
import { useSandboxStore } from "../shared/terminal/use-sandbox-store.ts";
import { wantedOf } from "./wanted.ts";
import "./sandbox.css";

/** The sandbox: a simulated cloud in a worker, with a terminal and what it shows of the world. */
export function SandboxScreen() {
  const store = useSandboxStore();
  if (!store) return <Starting />;
  return (
    <SandboxContext value={store}>
      <Content />
    </SandboxContext>
  );
}

const Starting = () => (
  <div className="page">
    <h1 tabIndex={-1}>Sandbox</h1>
    <p role="status" className="muted">
      The simulator is starting…
    </p>
    <noscript>
      <p>The sandbox is a program that runs in this page, so it needs JavaScript.</p>
    </noscript>
  </div>
);

function Content() {
  const store = useSandboxApi();
  const { hash } = useLocation();
  const learner = useStoreApi();
  const phase = useSandbox((state) => state.phase);
  const problem = useSandbox((state) => state.problem);
  const note = useSandbox((state) => state.note);
  const elsewhere = useSandbox((state) => state.elsewhere);

  const ready = useStore((state) => state.snapshot !== undefined);
  const opened = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (opened.current === hash) return;
    opened.current = hash;
    void store.getState().openWanted(wantedOf(hash), learner.getState().settings.profile);
  }, [hash, store, learner, ready]);
  useProfileInStep();

  return (
    <>
      {problem && (
        <p className="banner fault" role="alert">
          {problem.message}{" "}
          <button type="button" className="btn" onClick={() => store.getState().dismissProblem()}>
            Close
          </button>
        </p>
      )}
      {note !== undefined && (
        <p className="banner" role="status">
          {note}{" "}
          <button type="button" className="btn" onClick={() => store.getState().dismissNote()}>
            Close
          </button>
        </p>
      )}
      {phase === "starting" && <Starting />}
      {phase === "choosing" && <ChooseWorld />}
      {phase === "failed" && (
        <div className="page">
          <h1 tabIndex={-1}>Sandbox</h1>
          <p>The simulator did not start. Reload the page to try again; nothing that was saved is lost.</p>
          <button type="button" className="btn primary" onClick={() => window.location.reload()}>
            Reload
          </button>
        </div>
      )}
      {phase === "elsewhere" && (
        <div className="page">
          <h1 tabIndex={-1}>Open in another tab</h1>
          <p>This world is open in another tab. It is changed in one tab at a time, so that no command is lost.</p>
          <div className="actions">
            <button
              type="button"
              className="btn primary"
              onClick={() => elsewhere !== undefined && void store.getState().open(elsewhere, true)}
            >
              Go on here
            </button>
            <button type="button" className="btn" onClick={() => store.getState().choose()}>
              Another world
            </button>
          </div>
        </div>
      )}
      {phase === "open" && <OpenWorldView />}
    </>
  );
}
