import type { RequestName } from "../../sandbox/protocol.ts";
import type { Answer } from "../shared/terminal/use-view.ts";
import { Status } from "../shared/status.tsx";

/** What a panel shows instead of an answer: that it is asked for, or why there is none. Nothing where there is one. */
export function PanelState<N extends RequestName>({ of: { answer, problem, again } }: { of: Answer<N> }) {
  if (problem !== undefined) {
    return (
      <p className="panel-state" role="alert">
        {problem}{" "}
        <button type="button" className="link" onClick={again}>
          Try again
        </button>
      </p>
    );
  }
  return answer === undefined ? <Status className="panel-state muted">Loading…</Status> : null;
}
