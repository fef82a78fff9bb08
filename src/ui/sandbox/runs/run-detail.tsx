import { useState } from "react";
import type { RunEntry } from "../../../sandbox/runs-view.ts";
import { durationText } from "../../shared/terminal/block-view.tsx";
import { useSandbox } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";
import { BackToList } from "../panes.tsx";
import { RunLine } from "../run-line.tsx";
import { clockText } from "../clock-text.ts";
import { LogLines } from "./log-lines.tsx";
import { RunMark, stepWords } from "./run-mark.tsx";
import { Status } from "../../shared/status.tsx";

const shortDigest = (digest: string): string => `${digest.slice(0, 19)}…`;

/** The name of a run as people say it: its id, and what it is a run of. */
export const runTitle = ({ key, of }: RunEntry): string =>
  `${key.kind === "pipeline" ? `#${Number(key.run)}` : key.run} · ${of ?? "quick build"}`;

/** One run: its state, what started it, how long it took, what it made, and its log as it grows. */
export function RunDetail({ run, onBack }: { run: RunEntry; onBack(): void }) {
  const { key, status, shape, startedBy, pool, createdAt, startedAt, finishedAt, images, steps, error } = run;
  const now = useSandbox((state) => state.status?.now ?? 0);
  const busy = useSandbox((state) => state.running !== undefined);
  const request = useAnswer("runLog", key);
  const [copied, setCopied] = useState("");
  const lines = request.answer ?? [];
  const isOver = shape !== "waiting" && shape !== "running";
  const rows: [string, string][] = [
    ["Started", startedBy],
    ["Agent", key.kind === "pipeline" ? "hosted by Azure DevOps" : (pool ?? "hosted by ACR")],
    ["Queued", clockText(createdAt)],
    ["Waited", durationText((startedAt ?? finishedAt ?? now) - createdAt)],
    ...(startedAt === undefined
      ? []
      : ([[isOver ? "Took" : "Runs for", durationText((finishedAt ?? now) - startedAt)]] as [string, string][])),
  ];
  const copy = () =>
    navigator.clipboard.writeText(`${lines.join("\n")}\n`).then(
      () => setCopied("Copied."),
      () => setCopied("The browser blocked copying."),
    );
  return (
    <section className="panes-opened" aria-label={`Run ${runTitle(run)}`}>
      <div className="panes-head run-head">
        <BackToList onBack={onBack}>All runs</BackToList>
        <h2>{runTitle(run)}</h2>
        <Status as="span">
          <RunMark shape={shape}>{status}</RunMark>
        </Status>
      </div>
      <dl className="run-facts small">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      {error !== undefined && <p className="run-error small">{error}</p>}
      {images.length > 0 && (
        <div className="small">
          <h3>Created</h3>
          <ul className="run-images">
            {images.map(({ name, digest }) => (
              <li key={name}>
                <span className="mono">{name}</span>{" "}
                <span className="mono muted" title={digest}>
                  {shortDigest(digest)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {steps.length > 0 && (
        <ol className="run-steps small" aria-label="Steps">
          {steps.map(({ id, shape: state, tries }) => (
            <li key={id}>
              <span className="mono">{id}</span>{" "}
              <RunMark shape={state}>{stepWords[state] + (tries > 1 ? `, attempt ${tries}` : "")}</RunMark>
            </li>
          ))}
        </ol>
      )}
      {!isOver && !busy && key.kind === "task" && (
        <p className="small">
          Stop it: <RunLine line={`az acr task cancel-run --registry ${key.home} --run-id ${key.run}`} />
        </p>
      )}
      <div className="panes-head run-head">
        <h3>Log</h3>
        <span className="small muted num">{lines.length === 1 ? "1 line" : `${lines.length} lines`}</span>
        <button type="button" className="btn quiet" disabled={lines.length === 0} onClick={() => void copy()}>
          Copy log
        </button>
        <Status as="span" className="small muted">
          {copied}
        </Status>
      </div>
      {request.answer ? (
        lines.length > 0 ? (
          <LogLines key={`${key.home} ${key.run}`} label={`Log of ${runTitle(run)}`} lines={lines} />
        ) : (
          <p className="small muted">
            {key.kind === "pipeline" && !isOver
              ? "The log appears when the run ends."
              : "Nothing yet: the run is waiting for an agent."}
          </p>
        )
      ) : (
        <PanelState of={request} />
      )}
    </section>
  );
}
