import { useRef, useState } from "react";
import type { FindingsView, ImageScan } from "../../../sandbox/findings-view.ts";
import { useSandbox } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";
import { Panes } from "../panes.tsx";
import { RunLine } from "../run-line.tsx";
import { ImageFindings } from "./image-findings.tsx";
import { imageTitle } from "./image-title.ts";
import { ScanMark, SeverityMark } from "./severity.tsx";
import "./findings.css";
import { changeAndFocus } from "../../shared/change-and-focus.ts";

const idOf = ({ registry, repository, digest }: ImageScan): string => `${registry}/${repository}@${digest}`;

/** What scans found in the images of the world, and why some were not scanned. */
export function FindingsPanel() {
  const request = useAnswer("findings", null);
  const now = useSandbox((state) => state.status?.now ?? 0);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const list = useRef<HTMLDivElement>(null);
  const { answer: view } = request;
  if (!view) return <PanelState of={request} />;
  const image = view.images.find((scan) => idOf(scan) === chosen);
  return (
    <Panes
      label="Images"
      open={image !== undefined}
      sideRef={list}
      side={
        <>
          <Plan view={view} />
          {view.images.length === 0 && <p className="muted">No images yet. Push or import one.</p>}
          <ul className="finding-images">
            {view.images.map((scan) => (
              <li key={idOf(scan)}>
                <button
                  type="button"
                  className="finding-image"
                  aria-current={idOf(scan) === chosen || undefined}
                  onClick={() => setChosen(idOf(scan))}
                >
                  <span className="mono">{imageTitle(scan)}</span>
                  <span className="small finding-counts">
                    {scan.counts.length > 0 ? (
                      scan.counts.map(({ severity, count }) => (
                        <SeverityMark key={severity} severity={severity} count={count} />
                      ))
                    ) : (
                      <ScanMark state={scan.state} />
                    )}
                  </span>
                  <span className="small muted">in {scan.registry}</span>
                </button>
              </li>
            ))}
          </ul>
          {view.omitted > 0 && <p className="small muted">and {view.omitted} more images</p>}
        </>
      }
      main={
        image ? (
          <ImageFindings
            key={idOf(image)}
            image={image}
            now={now}
            onBack={() =>
              changeAndFocus(
                () => setChosen(undefined),
                () => list.current,
              )
            }
          />
        ) : (
          <p className="muted panes-none">{view.images.length > 0 && "Open an image to see its findings."}</p>
        )
      }
    />
  );
}

function Plan({ view: { plan } }: { view: FindingsView }) {
  return (
    <div className="finding-plan small">
      <p>
        Defender plan {plan.name}:{" "}
        <strong>
          <span aria-hidden="true">{plan.on ? "✓ " : "✕ "}</span>
          {plan.on ? "on" : "off"}
        </strong>
      </p>
      {!plan.on && (
        <p>
          <RunLine line={`az security pricing create --name ${plan.name} --tier Standard`} />
        </p>
      )}
    </div>
  );
}
