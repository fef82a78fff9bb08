import { useState } from "react";
import type { EventEntry, EventKind } from "../../../sandbox/events-view.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { untilText } from "../moment-text.ts";
import { PanelState } from "../panel-state.tsx";
import { clockText } from "../clock-text.ts";
import { WebhookReceivers } from "./webhook-receivers.tsx";
import "./events.css";

const kinds: Record<EventKind | "all", string> = {
  all: "Everything",
  pending: "Scheduled",
  webhook: "Webhooks",
  run: "Runs",
  scan: "Scans",
  cluster: "Clusters",
};

const marks = {
  waiting: ["◷", "waiting"],
  ok: ["✓", "done"],
  failed: ["✕", "failed"],
  running: ["◐", "running"],
} as const;

/** What happens by itself: what is to come, and what webhooks, runs, scans and clusters did. */
export function EventsPanel() {
  const store = useSandboxApi();
  const request = useAnswer("events", null);
  const { answer: entries } = request;
  const now = useSandbox((state) => state.status?.now ?? 0);
  const busy = useSandbox((state) => state.running !== undefined);
  const [kind, setKind] = useState<EventKind | "all">("all");
  const [webhook, setWebhook] = useState<string | undefined>(undefined);
  if (!entries) return <PanelState of={request} />;
  const only = kind === "webhook" ? webhook : undefined;
  const matchingEvents = entries.filter(
    (entry) => (kind === "all" || entry.kind === kind) && (only === undefined || entry.webhook === only),
  );
  const next = entries.find((entry) => entry.kind === "pending");
  return (
    <div className="events">
      <div className="events-head">
        <label className="field">
          <span className="label">Show</span>
          <select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
            {Object.entries(kinds).map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="btn"
          disabled={!next || busy}
          onClick={() => void store.getState().ask("advance", { to: "nextEvent" })}
        >
          {next ? `Next ${untilText(next.at - now)}` : "Nothing scheduled"}
        </button>
      </div>
      {kind === "webhook" && <WebhookReceivers only={only} onOnly={setWebhook} />}
      {matchingEvents.length === 0 && (
        <p className="muted">
          {kind === "webhook"
            ? "No deliveries yet."
            : "No events yet. Webhook deliveries, task runs, scans and pod events appear here."}
        </p>
      )}
      <ol>
        {matchingEvents.map((entry) => (
          <Entry key={entry.id} entry={entry} now={now} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry, now }: { entry: EventEntry; now: number }) {
  const { kind, at, title, state, fields, payload, next } = entry;
  const [mark, word] = marks[state];
  const rows = next === undefined ? fields : [...fields, ["Next attempt", untilText(next - now)] as const];
  return (
    <li data-state={state}>
      <p className="head">
        <span className="mark" aria-hidden="true">
          {mark}
        </span>
        <span className="visually-hidden">{word}: </span>
        <span>{title}</span>
        <span className="small muted num">{kind === "pending" ? untilText(at - now) : clockText(at)}</span>
      </p>
      {rows.length > 0 && (
        <dl className="small">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {payload !== undefined && payload !== "" && (
        <details>
          <summary className="small">{kind === "webhook" ? "Payload and response" : "Log"}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
          <pre className="payload mono small" tabIndex={0} aria-label={`Details of ${title}`}>
            {payload}
          </pre>
          <button
            type="button"
            className="btn quiet"
            onClick={() => void navigator.clipboard.writeText(payload).catch(() => undefined)}
          >
            Copy
          </button>
        </details>
      )}
    </li>
  );
}
