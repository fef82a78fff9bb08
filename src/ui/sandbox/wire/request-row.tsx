import { useId, useState } from "react";
import type { WireEntry } from "../../../sandbox/protocol.ts";
import { spared } from "../../../sandbox/wire-reading.ts";
import { Link } from "../../shared/link.tsx";
import { clockText } from "../clock-text.ts";

const sizes = new Intl.NumberFormat("en", {
  style: "unit",
  unit: "byte",
  unitDisplay: "narrow",
  notation: "compact",
  maximumFractionDigits: 1,
});

const times = new Intl.NumberFormat("en", {
  style: "unit",
  unit: "millisecond",
  unitDisplay: "short",
  maximumFractionDigits: 0,
});

const sizeText = ({ requestBytes, responseBytes }: WireEntry): string =>
  [requestBytes > 0 && `↑ ${sizes.format(requestBytes)}`, responseBytes > 0 && `↓ ${sizes.format(responseBytes)}`]
    .filter(Boolean)
    .join(" ");

/** An address that can be scanned: digests by their first characters, ids by theirs. */
const shortened = (path: string): string =>
  decodeURIComponent(path)
    .replace(/\b(sha256|sha512):([0-9a-f]{12})[0-9a-f]+/g, "$1:$2…")
    .replace(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "$1…");

/** One request in a line or two; opened, its headers and bodies. */
export function RequestRow({ entry, signingIn }: { entry: WireEntry; signingIn: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { host, pathname, search } = new URL(entry.url);
  const remark = spared(entry);
  const about = [clockText(entry.at), times.format(entry.took), sizeText(entry), entry.region, entry.who];
  return (
    <li data-spared={remark === undefined ? undefined : ""}>
      <button
        type="button"
        className="request"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <span className="method mono">{entry.method}</span>
        <span className="path mono">
          <span className="host">{host}</span>
          {open ? `${pathname}${search}` : shortened(`${pathname}${search}`)}
        </span>
        <span className="status mono num" data-kind={Math.floor(entry.status / 100)}>
          {entry.status}
        </span>
        <span className="about small muted num">{about.filter(Boolean).join(" · ")}</span>
        {(remark !== undefined || signingIn) && (
          <span className="remark small">
            {remark !== undefined && <span className="tag">{remark}</span>}
            {signingIn && <span className="tag note">sign-in</span>}
          </span>
        )}
        {entry.why && <span className="why small">{entry.why}</span>}
      </button>
      {open && (
        <div className="detail" id={id}>
          <Message title="Request" headers={entry.requestHeaders} body={entry.requestBody} />
          <Message title="Answer" headers={entry.responseHeaders} body={entry.responseBody} />
          {entry.bodyNote && <p className="small muted">{entry.bodyNote}</p>}
          {entry.facts.length > 0 && (
            <p className="small">
              Rule:{" "}
              {entry.facts.map((fact, at) => (
                <span key={fact}>
                  {at > 0 && ", "}
                  <Link to={`/facts/#${fact}`}>{fact}</Link>
                </span>
              ))}
            </p>
          )}
        </div>
      )}
    </li>
  );
}

function Message({ title, headers, body }: { title: string; headers: [string, string][]; body: string | undefined }) {
  return (
    <>
      <h3>{title}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
      <pre className="payload mono small" tabIndex={0} aria-label={title}>
        {headers.length === 0 && body === undefined && "No headers, no body."}
        {headers.map(([name, value]) => `${name}: ${value}\n`).join("")}
        {body === undefined ? "" : `\n${body}`}
      </pre>
    </>
  );
}
