import { useState } from "react";
import { Link } from "../shared/link.tsx";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { ConfirmLater } from "../shared/confirm-later.tsx";
import type { Run } from "./use-run.ts";

/** Actions on the whole environment: undo, start over, open it in the sandbox. */
export function TryFoot({ run }: { run: Run }) {
  const store = useSandboxApi();
  const id = useSandbox((state) => state.status?.entry.id);
  const undo = useSandbox((state) => state.status?.undo);
  const running = useSandbox((state) => state.running !== undefined);
  const [asks, setAsks] = useState(false);
  return (
    <footer className="try-foot small">
      <div className="actions">
        <button
          type="button"
          className="btn"
          disabled={undo === undefined || running}
          onClick={() => void store.getState().undo()}
        >
          Undo{undo !== undefined && <span className="visually-hidden"> {undo}</span>}
        </button>
        <button type="button" className="btn" disabled={id === undefined} onClick={() => setAsks(true)}>
          Start over…
        </button>
        {id !== undefined && <Link to={`/sandbox/#world=${id}`}>Open this environment in the sandbox</Link>}
      </div>
      {asks && (
        <ConfirmLater
          title="Start over?"
          stay="Keep this run"
          go="Start over"
          onClose={(confirmed) => {
            setAsks(false);
            if (confirmed) void run.startOver();
          }}
        >
          <p>
            A new environment replaces the steps and commands of this run. You can restore the earlier run until you
            leave this page.
          </p>
          {running && <p>The running command is stopped.</p>}
        </ConfirmLater>
      )}
    </footer>
  );
}
