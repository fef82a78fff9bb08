import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import "./run-line.css";

/** A command that a press runs in the terminal. */
export function RunLine({ line }: { line: string }) {
  const store = useSandboxApi();
  const busy = useSandbox((state) => state.running !== undefined);
  return (
    <button
      type="button"
      className="link mono run-line"
      disabled={busy}
      title="Run in the terminal"
      onClick={() => void store.getState().execute(line)}
    >
      {line}
    </button>
  );
}
