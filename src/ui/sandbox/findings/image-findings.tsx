import { errorText } from "../../../assessment/error-text.ts";
import { useState } from "react";
import type { FindingEntry, ImageScan } from "../../../sandbox/findings-view.ts";
import { Link } from "../../shared/link.tsx";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { untilText } from "../moment-text.ts";
import { BackToList } from "../panes.tsx";
import { clockText } from "../clock-text.ts";
import { imageTitle } from "./image-title.ts";
import { ScanMark, SeverityMark } from "./severity.tsx";
import { Status } from "../../shared/status.tsx";

const triggerWords: Record<NonNullable<ImageScan["trigger"]>, string> = {
  push: "when it was pushed",
  import: "when it was imported",
  demand: "on demand",
  plan: "when the plan was enabled",
  daily: "by the daily rescan",
};

/** One image: how far its scan is, what was found, and why there is nothing where there is nothing. */
export function ImageFindings({ image, now, onBack }: { image: ImageScan; now: number; onBack(): void }) {
  const { registry, repository, digest, state, at, trigger, advisories, counts, findings, advice, mayAsk } = image;
  const store = useSandboxApi();
  const busy = useSandbox((state) => state.running !== undefined);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const scan = () => {
    setProblem(undefined);
    store
      .getState()
      .ask("scanImage", { registry, repository, digest })
      .catch((error: unknown) => setProblem(errorText(error)));
  };
  return (
    <section className="panes-opened" aria-label={imageTitle(image)}>
      <div className="panes-head finding-head">
        <BackToList onBack={onBack}>All images</BackToList>
        <h2 className="mono">{imageTitle(image)}</h2>
        <Status as="span">
          <ScanMark state={state} />
        </Status>
        {counts.map(({ severity, count }) => (
          <SeverityMark key={severity} severity={severity} count={count} />
        ))}
      </div>
      <p className="small muted finding-about">
        <span className="mono">{digest}</span>
        {at !== undefined && state !== "waiting" && trigger && (
          <>
            {" "}
            · scanned {triggerWords[trigger]}, {clockText(at)} · advisories as of {advisories}
          </>
        )}
      </p>
      {state === "waiting" && at !== undefined && <p>The scan ends {untilText(at - now)}.</p>}
      {state === "clean" && <p>No advisory affects the packages of this image.</p>}
      {advice && (
        <p className="finding-advice">
          {sentence(advice.why)} {advice.next}{" "}
          {advice.fact !== undefined && <Link to={`/facts/#${advice.fact}`}>Show the rule</Link>}
        </p>
      )}
      {mayAsk && (
        <p>
          {state === "unscanned" && "Not scanned yet. "}
          <button type="button" className="btn" disabled={busy} onClick={scan}>
            {state === "unscanned" ? "Scan now" : "Scan again"}
          </button>
        </p>
      )}
      {problem !== undefined && (
        <p className="finding-problem" role="alert">
          {problem}
        </p>
      )}
      {findings.length > 0 && (
        <ul className="finding-list">
          {findings.map((finding) => (
            <li key={`${finding.id} ${finding.package}`}>
              <OneFinding finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A reason of the scanner as a sentence. */
const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function OneFinding({ finding }: { finding: FindingEntry }) {
  const { id, severity, title, package: name, installed, fixed, source, layer } = finding;
  return (
    <>
      <p className="finding-what">
        <SeverityMark severity={severity} /> <strong className="num">{id}</strong> {title}
      </p>
      <p className="small mono finding-fix">
        {name} {installed} <span aria-hidden="true">→</span>
        <span className="visually-hidden">, fixed in</span> {fixed ?? "no fixed version yet"}
      </p>
      <p className="small muted finding-fix">
        {source !== "" && `${source} · `}layer <span className="mono">{layer.slice(0, 19)}…</span>
      </p>
    </>
  );
}
