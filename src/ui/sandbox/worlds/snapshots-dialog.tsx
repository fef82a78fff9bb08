import { errorText } from "../../../assessment/error-text.ts";
import { useCallback, useEffect, useId, useState } from "react";
import type { Snapshot } from "../../../sandbox/protocol.ts";
import { useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useDialog } from "../../shared/use-dialog.ts";
import { clockText } from "../clock-text.ts";
import { ComparisonView } from "./comparison-view.tsx";

/** The snapshots of the open environment: take one, go back to one, compare two. */
export function SnapshotsDialog({ onClose }: { onClose(): void }) {
  const dialog = useDialog();
  const store = useSandboxApi();
  const { ask } = store.getState();
  const title = useId();
  const [snapshots, setSnapshots] = useState<Snapshot[] | undefined>(undefined);
  const [name, setName] = useState("");
  const [compared, setCompared] = useState<{ from: string; to: string } | undefined>(undefined);
  const [problem, setProblem] = useState("");
  const load = useCallback(() => void ask("snapshots", null).then(setSnapshots, () => setSnapshots([])), [ask]);
  useEffect(load, [load]);
  const doing = async (work: () => Promise<unknown>) => {
    setProblem("");
    try {
      await work();
      load();
    } catch (error) {
      setProblem(errorText(error));
    }
  };
  const list = snapshots ?? [];
  return (
    <dialog ref={dialog} className="snapshots" aria-labelledby={title} onClose={onClose}>
      <div className="dialog-body">
        <h2 id={title}>Snapshots</h2>
        <form
          className="take"
          onSubmit={(event) => {
            event.preventDefault();
            void doing(() => ask("snapshot", { name: name.trim() || `Snapshot ${list.length + 1}` }));
            setName("");
          }}
        >
          <label className="field">
            <span className="label">Snapshot name</span>
            <input
              type="text"
              value={name}
              maxLength={60}
              placeholder="Before the upgrade to Premium"
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          <button type="submit" className="btn primary">
            Take snapshot
          </button>
        </form>
        {problem !== "" && <p role="alert">{problem}</p>}
        {snapshots !== undefined && list.length === 0 && (
          <p className="muted">
            No snapshots yet. A snapshot saves the whole environment as it is now. You can undo going back to one.
          </p>
        )}
        {list.length > 0 && (
          <ul className="rows" aria-label="Snapshots">
            {list.map(({ id, name: label, at }) => (
              <li key={id}>
                <div>
                  <strong>{label}</strong>
                  <p className="small muted num">Simulated time {clockText(at)}</p>
                </div>
                <div className="actions">
                  <button type="button" className="btn quiet" onClick={() => setCompared({ from: id, to: "now" })}>
                    Compare<span className="visually-hidden"> {label} with the current state</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet"
                    onClick={() => void doing(() => ask("returnTo", { id })).then(onClose)}
                  >
                    Go back<span className="visually-hidden"> to {label}</span>
                  </button>
                  <button
                    type="button"
                    className="btn quiet"
                    onClick={() => void doing(() => ask("removeSnapshot", { id }))}
                  >
                    Delete<span className="visually-hidden"> {label}</span>
                  </button>
                </div>
              </li>
            ))}
          </ul>
        )}
        {compared && (
          <section aria-label="Comparison">
            <div className="sides">
              <Side
                label="From"
                value={compared.from}
                list={list}
                onChange={(from) => setCompared({ ...compared, from })}
              />
              <Side label="To" value={compared.to} list={list} onChange={(to) => setCompared({ ...compared, to })} />
            </div>
            <ComparisonView key={`${compared.from} ${compared.to}`} from={compared.from} to={compared.to} />
          </section>
        )}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}

interface SideProps {
  label: string;
  value: string;
  list: readonly Snapshot[];
  onChange(id: string): void;
}

const Side = ({ label, value, list, onChange }: SideProps) => (
  <label className="field">
    <span className="label">{label}</span>
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      {list.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      <option value="now">Now</option>
    </select>
  </label>
);
