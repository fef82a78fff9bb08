import type { Trouble } from "../../../sandbox/trouble-view.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { useView } from "../../shared/terminal/use-view.ts";
import { RunLine } from "../run-line.tsx";
import "./trouble.css";

/** Things that go wrong in a cloud, to be switched on and off; each is a step that undo takes back. */
export function TroublePanel() {
  const troubles = useView("troubles", null);
  const active = (troubles ?? []).flatMap(({ targets }) => targets).filter(({ on }) => on).length;
  return (
    <div className="trouble">
      <p className="small muted">
        {active === 0
          ? "No failures are active. Turn one on and see what your commands report."
          : `${active} ${active === 1 ? "failure is" : "failures are"} active.`}
      </p>
      {troubles?.map((trouble) => (
        <OneTrouble key={trouble.kind} trouble={trouble} />
      ))}
    </div>
  );
}

function OneTrouble({ trouble: { kind, title, effect, targets, tries } }: { trouble: Trouble }) {
  const store = useSandboxApi();
  const busy = useSandbox((state) => state.running !== undefined);
  const set = (target: string, on: boolean) =>
    void store
      .getState()
      .ask("fault", { kind, target, on })
      .catch(() => undefined);
  const isOn = targets.some(({ on }) => on);
  return (
    <fieldset data-on={isOn || undefined}>
      <legend>
        {title} {isOn && <span className="tag wrong">on</span>}
      </legend>
      <p className="small">{effect}</p>
      {targets.length === 0 && <p className="small muted">Create a registry first.</p>}
      <div className="targets">
        {targets.map(({ id, label, on }) => (
          <label key={id}>
            <input type="checkbox" checked={on} disabled={busy} onChange={(event) => set(id, event.target.checked)} />{" "}
            {label}
          </label>
        ))}
      </div>
      {isOn && tries.length > 0 && (
        <p className="small">
          Try{" "}
          {tries.map((line, at) => (
            <span key={line}>
              {at > 0 && " or "}
              <RunLine line={line} />
            </span>
          ))}
        </p>
      )}
    </fieldset>
  );
}
