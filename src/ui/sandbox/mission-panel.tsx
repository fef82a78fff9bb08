import { useId } from "react";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { withCode } from "../shared/with-code.tsx";
import "./mission.css";
import { Status } from "../shared/status.tsx";

/** The brief of the open environment's mission with its goals, hints, and what it taught once it is complete. */
export function MissionPanel() {
  const store = useSandboxApi();
  const mission = useSandbox((state) => state.status?.mission);
  const [open, setOpen] = useRemembered("mission", true);
  const body = useId();
  const isWaiting = useSandbox(({ status }) => status?.nextEventAt !== undefined && !status.clock.running);
  if (!mission) return null;
  const { brief, goals, hints, hintCount, explain } = mission;
  const met = goals.filter((goal) => goal.met).length;
  const progress = explain === undefined ? `${met} of ${goals.length} goals met` : "complete";
  return (
    <section className="mission" aria-label="Mission" data-complete={explain !== undefined || undefined}>
      <h2>
        <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{open ? "▾" : "▸"}</span> {"Mission: "}
          <Status as="span" className="num">
            {progress}
          </Status>
        </button>
      </h2>
      <div id={body} className="mission-body" hidden={!open}>
        <p>{withCode(brief)}</p>
        <ul className="goals" aria-label="Goals">
          {goals.map((goal) => (
            <li key={goal.id} data-met={goal.met || undefined}>
              <span aria-hidden="true">{goal.met ? "✓" : "○"}</span>{" "}
              <span className="visually-hidden">{goal.met ? "Met: " : "Not met yet: "}</span>
              {withCode(goal.say)}
            </li>
          ))}
        </ul>
        {explain === undefined && isWaiting && (
          <p className="small">Simulated time is standing still. Choose “+1 min” to see what happens next.</p>
        )}
        {hints.length > 0 && (
          <ol className="mission-hints" aria-label="Hints" aria-live="polite">
            {hints.map((hint) => (
              <li key={hint}>{withCode(hint)}</li>
            ))}
          </ol>
        )}
        {explain === undefined && hints.length < hintCount && (
          <button
            type="button"
            className="btn"
            onClick={() =>
              void store
                .getState()
                .ask("hint", null)
                .catch(() => undefined)
            }
          >
            {hints.length === 0 ? "Show a hint" : `Show hint ${hints.length + 1} of ${hintCount}`}
          </button>
        )}
        {explain !== undefined && (
          <Status as="div" className="mission-done">
            <p>
              <strong>Well done, the mission is complete.</strong> {withCode(explain)}
            </p>
            <button type="button" className="btn" onClick={() => store.getState().choose()}>
              Choose another environment
            </button>
          </Status>
        )}
      </div>
    </section>
  );
}
