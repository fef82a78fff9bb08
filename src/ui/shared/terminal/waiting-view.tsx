import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** Lines that were entered and run later, each with a button that puts it back into the command line. */
export function WaitingView() {
  const store = useSandboxApi();
  const waiting = useSandbox((state) => state.waiting);
  const starting = useSandbox((state) => state.status === undefined);
  return waiting.map(({ id, line }) => (
    <article key={id} className="block" aria-label={`Waiting ${line}`}>
      <header>
        <pre className="typed">
          <span className="prompt" aria-hidden="true">
            ${" "}
          </span>
          {line}
        </pre>
        <span className="small muted took">{starting ? "waiting for the shell" : "waiting"}</span>
        <div className="tools always">
          <button type="button" className="btn" onClick={() => store.getState().withdraw(id)}>
            Edit<span className="visually-hidden"> {line}</span>
          </button>
        </div>
      </header>
    </article>
  ));
}
