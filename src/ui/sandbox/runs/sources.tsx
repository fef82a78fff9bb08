import type { RunsView } from "../../../sandbox/runs-view.ts";
import { Link } from "../../shared/link.tsx";
import { useRemembered } from "../../shared/terminal/use-remembered.ts";
import { untilText } from "../moment-text.ts";
import { RunLine } from "../run-line.tsx";

/** Where runs come from and who carries them out: tasks with their triggers, pipelines, agent pools. */
export function RunSources({ view: { tasks, pipelines, pools }, now }: { view: RunsView; now: number }) {
  const [folded, setFolded] = useRemembered("runSourcesFolded", false);
  const counts = [
    counted(tasks.length, "task", "tasks"),
    counted(pools.length, "agent pool", "agent pools"),
    counted(pipelines.length, "pipeline", "pipelines"),
  ].filter((words) => words !== undefined);
  if (counts.length === 0) return null;
  return (
    <details
      className="run-fold"
      open={!folded}
      onToggle={({ currentTarget: { open } }) => {
        if (open === folded) setFolded(!open);
      }}
    >
      <summary className="small">{counts.join(", ")}</summary>
      {tasks.length > 0 && (
        <section className="run-sources" aria-label="Tasks">
          <h2>Tasks</h2>
          <ul>
            {tasks.map(({ registry, name, enabled, pool, triggers }) => (
              <li key={`${registry}/${name}`}>
                <p>
                  <strong className="mono">{name}</strong> <span className="small muted">in {registry}</span>
                  {!enabled && <span className="tag caution">disabled</span>}
                  {pool !== undefined && <span className="small muted"> on {pool}</span>}
                </p>
                <ul className="small">
                  {triggers.map(({ text, on, next }) => (
                    <li key={text} data-off={!on || undefined}>
                      {text}
                      {!on && " (off)"}
                      {next !== undefined && enabled && <span className="muted num"> · {untilText(next - now)}</span>}
                    </li>
                  ))}
                  {triggers.every(({ on }) => !on) && <li className="muted">manual runs only</li>}
                </ul>
                {enabled && (
                  <p className="small">
                    <RunLine line={`az acr task run --registry ${registry} --name ${name}`} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {pools.length > 0 && (
        <section className="run-sources" aria-label="Agent pools">
          <h2>Agent pools</h2>
          <ul>
            {pools.map(({ registry, name, tier, machine, machines, inUse, waiting }) => (
              <li key={`${registry}/${name}`}>
                <p>
                  <strong className="mono">{name}</strong>{" "}
                  <span className="small muted">
                    in {registry}, {tier}
                    {machine && ` (${machine.cpu} CPU, ${machine.memGB} GB)`}
                  </span>
                </p>
                <p className="small num">
                  <span className="run-machines" aria-hidden="true">
                    {"■".repeat(Math.min(inUse, 12))}
                    {"□".repeat(Math.min(Math.max(0, machines - inUse), 12))}
                  </span>{" "}
                  {inUse} of {machines} {machines === 1 ? "machine" : "machines"} in use
                  {waiting > 0 && (
                    <>
                      , <strong>{waiting === 1 ? "1 run is waiting" : `${waiting} runs are waiting`}</strong>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
          <p className="small">
            <Link to="/facts/#agentPoolTiers">Show machine sizes</Link>
          </p>
        </section>
      )}
      {pipelines.length > 0 && (
        <section className="run-sources" aria-label="Pipelines">
          <h2>Pipelines</h2>
          <ul>
            {pipelines.map(({ project, name, steps }) => (
              <li key={`${project}/${name}`}>
                <p>
                  <strong className="mono">{name}</strong> <span className="small muted">in {project}</span>
                </p>
                <p className="small muted">{steps.join(" → ")}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </details>
  );
}

const counted = (count: number, singular: string, many: string): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? singular : many}`;
