import { useRef, useState } from "react";
import type { RunEntry, RunKey, RunsView } from "../../../sandbox/runs-view.ts";
import { durationText } from "../../shared/terminal/block-view.tsx";
import { useSandbox } from "../../shared/terminal/sandbox-context.tsx";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";
import { Panes } from "../panes.tsx";
import { RunLine } from "../run-line.tsx";
import { clockText } from "../clock-text.ts";
import { RunDetail, runTitle } from "./run-detail.tsx";
import { RunMark } from "./run-mark.tsx";
import { RunSources } from "./sources.tsx";
import "./runs.css";
import { changeAndFocus } from "../../shared/change-and-focus.ts";

/** Runs that are listed before somebody asks for the older ones. */
const atFirst = 8;

const idOf = ({ kind, home, run }: RunKey): string => `${kind}/${home}/${run}`;

/** Task and pipeline runs, newest first, with where they come from; one of them opened with its log, live while it runs. */
export function RunsPanel() {
  const request = useAnswer("runs", null);
  const now = useSandbox((state) => state.status?.now ?? 0);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [all, setAll] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { answer: view } = request;
  if (!view) return <PanelState of={request} />;
  const run = view.runs.find(({ key }) => idOf(key) === chosen);
  if (view.runs.length + view.tasks.length + view.pools.length + view.pipelines.length === 0) {
    return <NoRuns registries={view.registries} />;
  }
  return (
    <Panes
      label="Runs"
      open={run !== undefined}
      sideRef={list}
      side={
        <>
          <section className="run-sources" aria-label="All runs">
            <h2>Runs</h2>
            {view.runs.length === 0 && <p className="small muted">No runs yet.</p>}
            <ul className="run-list">
              {view.runs.slice(0, all ? view.runs.length : atFirst).map((run) => (
                <li key={idOf(run.key)}>
                  <RunRow
                    run={run}
                    now={now}
                    isChosen={idOf(run.key) === chosen}
                    onChoose={() => setChosen(idOf(run.key))}
                  />
                </li>
              ))}
            </ul>
            {!all && view.runs.length > atFirst && (
              <button type="button" className="btn quiet" onClick={() => setAll(true)}>
                {view.runs.length - atFirst} older ones
              </button>
            )}
            {all && view.omitted > 0 && <p className="small muted">and {view.omitted} older ones</p>}
          </section>
          <RunSources view={view} now={now} />
        </>
      }
      main={
        run ? (
          <RunDetail
            run={run}
            onBack={() =>
              changeAndFocus(
                () => setChosen(undefined),
                () => list.current,
              )
            }
          />
        ) : (
          <p className="muted panes-none">Open a run to see its log.</p>
        )
      }
    />
  );
}

interface RunRowProps {
  run: RunEntry;
  now: number;
  isChosen: boolean;
  onChoose(): void;
}

function RunRow({ run, now, isChosen, onChoose }: RunRowProps) {
  const { status, shape, startedBy, pool, createdAt, startedAt, finishedAt, images } = run;
  const about = [
    clockText(createdAt),
    startedBy,
    pool,
    startedAt !== undefined && durationText((finishedAt ?? now) - startedAt),
    images.length > 0 && (images.length === 1 ? "1 image" : `${images.length} images`),
  ];
  return (
    <button type="button" className="run-row" aria-current={isChosen || undefined} onClick={onChoose}>
      <span className="run-name">{runTitle(run)}</span>
      <RunMark shape={shape}>{status}</RunMark>
      <span className="run-about small muted num">{about.filter(Boolean).join(" · ")}</span>
    </button>
  );
}

function NoRuns({ registries: [registry] }: Pick<RunsView, "registries">) {
  return (
    <div className="panel-state">
      <p className="muted">No runs yet. Builds, tasks and pipelines appear here with their logs.</p>
      <p>
        {registry === undefined ? (
          "Create a registry first."
        ) : (
          <>
            Try <RunLine line={`az acr build --registry ${registry} --image app:v1 .`} />
          </>
        )}
      </p>
    </div>
  );
}
