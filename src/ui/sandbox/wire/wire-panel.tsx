import { useMemo, useState } from "react";
import type { WireEntry } from "../../../sandbox/protocol.ts";
import type { PanelProps } from "../panels.ts";
import { useSandbox } from "../sandbox-context.tsx";
import { useView } from "../use-view.ts";
import { clockText } from "../world-bar.tsx";

/** The requests behind the commands: who asked what of whom, what came back, and why. */
export function WirePanel({ block, show }: PanelProps) {
  const blocks = useSandbox((state) => state.blocks);
  const ask = useMemo(() => (block === undefined ? {} : { block }), [block]);
  const entries = useView("wire", ask);
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | undefined>(undefined);
  const line = blocks.find(({ id }) => id === block)?.line;
  const shown = (entries ?? []).filter(({ method, url, status }) =>
    `${method} ${url} ${status}`.toLowerCase().includes(text.toLowerCase()),
  );
  return (
    <div className="wire">
      {block !== undefined && (
        <p className="small">
          Requests of <code>{line}</code>.{" "}
          <button type="button" className="link" onClick={() => show("wire")}>
            Show all
          </button>
        </p>
      )}
      <label className="field">
        <span className="label">Filter</span>
        <input
          type="search"
          value={text}
          placeholder="host, path or status"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {entries !== undefined && shown.length === 0 && (
        <p className="muted">
          {entries.length === 0
            ? "No requests yet. Commands that speak to the cloud show theirs here."
            : `No request holds “${text}”.`}
        </p>
      )}
      <ol className="requests">
        {shown.map((entry) => (
          <Request
            key={entry.id}
            entry={entry}
            open={open === entry.id}
            onToggle={() => setOpen(open === entry.id ? undefined : entry.id)}
          />
        ))}
      </ol>
    </div>
  );
}

function Request({ entry, open, onToggle }: { entry: WireEntry; open: boolean; onToggle(): void }) {
  const { host, pathname, search } = new URL(entry.url);
  return (
    <li>
      <button type="button" className="request" aria-expanded={open} onClick={onToggle}>
        <span className="method mono">{entry.method}</span>
        <span className="path mono">
          {pathname}
          {search}
        </span>
        <span className="status mono num" data-kind={Math.floor(entry.status / 100)}>
          {entry.status}
        </span>
        <span className="small muted host">
          {host}, {clockText(entry.at)}
        </span>
        {entry.why && <span className="small why">{entry.why}</span>}
      </button>
      {open && (
        <div className="detail">
          <Headers title="Request" headers={entry.requestHeaders} body={entry.requestBody} />
          <Headers title="Answer" headers={entry.responseHeaders} body={entry.responseBody} />
          {entry.bodyNote && <p className="small muted">{entry.bodyNote}</p>}
        </div>
      )}
    </li>
  );
}

function Headers({ title, headers, body }: { title: string; headers: [string, string][]; body: string | undefined }) {
  return (
    <>
      <h4>{title}</h4>
      <pre className="mono small" tabIndex={0} aria-label={title}>
        {headers.map(([name, value]) => `${name}: ${value}\n`).join("")}
        {body === undefined ? "" : `\n${body}`}
      </pre>
    </>
  );
}
