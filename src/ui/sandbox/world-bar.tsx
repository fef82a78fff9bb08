import { lazy, Suspense, useState } from "react";
import { clockText } from "./clock-text.ts";
import { useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { profileNames } from "../shared/profile-names.ts";
import { WorldMenu } from "./worlds/world-menu.tsx";
import { Group } from "../shared/group.tsx";
import { Status } from "../shared/status.tsx";
import { openingText } from "./opening-text.ts";

const RulesDialog = lazy(() =>
  import("../shared/terminal/rules-dialog.tsx").then((module) => ({ default: module.RulesDialog })),
);

const savedTexts = {
  saved: "saved",
  saving: "saving…",
  notSaved: "not saved",
  full: "not saved, device full",
} as const;

/** Shows how far the opening is, then the environment's name, save state, rules, clock, and undo and redo. */
export function WorldBar() {
  const store = useSandboxApi();
  const status = useSandbox((state) => state.status);
  const running = useSandbox((state) => state.running !== undefined);
  const [rulesOpen, setRulesOpen] = useState(false);
  const progress = useSandbox((state) => state.progress);
  const hasStarted = useSandbox((state) => state.hasStarted);
  if (!status)
    return (
      <header className="world-bar">
        <h1 tabIndex={-1}>Sandbox</h1>
        <Status as="span" className="small muted">
          {openingText(progress, hasStarted)}
        </Status>
      </header>
    );
  const { entry, saved, now, undo, redo, clock, nextEventAt } = status;
  const { tell } = store.getState();
  const busy = running || undefined;
  const showRules = () => setRulesOpen(true);
  return (
    <header className="world-bar">
      <h1 tabIndex={-1}>
        <button type="button" className="link" onClick={() => store.getState().choose()} title="All environments">
          {entry.name}
        </button>
      </h1>
      <span className="small muted" data-saved={saved}>
        {savedTexts[saved]}
      </span>
      <button
        type="button"
        className="link small wide-only rules"
        title="Rules of this environment"
        onClick={showRules}
      >
        Rules: {profileNames[entry.profile]}
      </button>
      <span className="spacer" />
      <time
        className="mono num"
        dateTime={new Date(now).toISOString()}
        title={`Simulated time: ${new Date(now).toISOString().slice(0, 10)} (UTC)`}
      >
        {clockText(now)}
      </time>
      <Group className="actions" aria-label="Time">
        <button
          type="button"
          className="btn"
          disabled={busy}
          aria-pressed={clock.running}
          onClick={() => void tell("clock", { running: !clock.running })}
        >
          {clock.running ? "Pause" : "Run clock"}
        </button>
        <button
          type="button"
          className="btn"
          disabled={busy}
          onClick={() => void tell("advance", { milliseconds: 60_000 })}
        >
          +1 min
        </button>
        <button
          type="button"
          className="btn wide-only"
          disabled={busy}
          onClick={() => void tell("advance", { milliseconds: 600_000 })}
        >
          +10 min
        </button>
        <button
          type="button"
          className="btn wide-only"
          disabled={running || nextEventAt === undefined}
          title={nextEventAt === undefined ? "Nothing is scheduled" : `At ${clockText(nextEventAt)}`}
          onClick={() => void tell("advance", { to: "nextEvent" })}
        >
          Next event
        </button>
      </Group>
      <Group className="actions" aria-label="Steps">
        <button
          type="button"
          className="btn"
          disabled={running || undo === undefined}
          title={undo === undefined ? undefined : `Undo: ${undo}`}
          onClick={() => void store.getState().undo()}
        >
          Undo
        </button>
        <button
          type="button"
          className="btn wide-only"
          disabled={running || redo === undefined}
          title={redo === undefined ? undefined : `Redo: ${redo}`}
          onClick={() => void store.getState().redo()}
        >
          Redo
        </button>
        <WorldMenu onRules={showRules} />
      </Group>
      <Suspense fallback={null}>{rulesOpen && <RulesDialog onClose={() => setRulesOpen(false)} />}</Suspense>
    </header>
  );
}
