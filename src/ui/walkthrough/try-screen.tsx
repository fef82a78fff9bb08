import { useEffect, useEffectEvent, useState } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/protocol.ts";
import { Link } from "../shared/link.tsx";
import { SandboxContext, useSandbox, useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { SaveTrouble } from "../shared/terminal/save-trouble.tsx";
import { TerminalPanel } from "../shared/terminal/terminal-panel.tsx";
import { useProfileInStep } from "../shared/terminal/use-profile-in-step.ts";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { useSandboxStore } from "../shared/terminal/use-sandbox-store.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { linesOf } from "./blanks.ts";
import { usePlace, levels } from "./place.ts";
import { StepsLeft } from "./steps-left.tsx";
import { AfterStep, TryStep } from "./try-step.tsx";
import "./try.css";

interface Props {
  walkthrough: Walkthrough;
}

/** One walkthrough done by hand: the step on the left, a terminal in a world of its own on the right. */
export function TryScreen({ walkthrough }: Props) {
  const store = useSandboxStore();
  if (!store) return <Starting walkthrough={walkthrough} />;
  return (
    <SandboxContext value={store}>
      <Open walkthrough={walkthrough} />
    </SandboxContext>
  );
}

const Starting = ({ walkthrough }: Props) => (
  <div className="page">
    <h1 tabIndex={-1}>{walkthrough.title}</h1>
    <p role="status" className="muted">
      The simulator is starting…
    </p>
    <noscript>
      <p>
        The terminal is a program that runs in this page, so it needs JavaScript.{" "}
        <Link to={`/walkthroughs/${walkthrough.id}/`}>Read the steps</Link> instead.
      </p>
    </noscript>
  </div>
);

function Open({ walkthrough }: Props) {
  const store = useSandboxApi();
  const learner = useStoreApi();
  const place = usePlace();
  const [kept, keep] = useRemembered<string>(`level.${walkthrough.id}`, "shown");
  const level = place.level ?? levels.find(({ id }) => id === kept)?.id ?? "shown";
  const phase = useSandbox((state) => state.phase);
  const problem = useSandbox((state) => state.problem);
  const opened = useSandbox((state) => state.status?.entry.lesson?.level);
  const ready = useStore((state) => state.snapshot !== undefined);

  const open = (more: { take?: boolean; fresh?: boolean } = {}) =>
    store.getState().openLesson({
      walkthrough: walkthrough.id,
      level,
      name: `${walkthrough.title} · ${levels.find(({ id }) => id === level)?.title ?? level}`,
      template: walkthrough.start,
      steps: walkthrough.steps.map(({ id, command }) => ({ id, lines: linesOf(command) })),
      profile: learner.getState().settings.profile,
      ...more,
    });
  const begin = useEffectEvent(() => void open());
  useEffect(() => {
    if (ready) begin();
  }, [ready, level, walkthrough.id]);
  useProfileInStep();

  if (phase === "failed" || (phase === "elsewhere" && opened === undefined && problem)) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>{walkthrough.title}</h1>
        <p role="alert">{problem?.message ?? "The simulator did not start."} Nothing that was saved is lost.</p>
        <button type="button" className="btn primary" onClick={() => window.location.reload()}>
          Reload
        </button>
      </div>
    );
  }
  if (phase === "elsewhere") {
    return (
      <div className="page">
        <h1 tabIndex={-1}>{walkthrough.title}</h1>
        <p>This walkthrough is open in another tab. It goes on in one tab at a time, so that no command is lost.</p>
        <button type="button" className="btn primary" onClick={() => void open({ take: true })}>
          Go on here
        </button>
      </div>
    );
  }
  const choose = (next: LessonLevel) => {
    keep(next);
    place.go({ level: next, step: undefined });
  };
  if (opened !== level) return <Starting walkthrough={walkthrough} />;
  return (
    <div className="try">
      <div className="brief">
        <p className="crumb">
          <Link to="/walkthroughs/">Walkthroughs</Link> <span aria-hidden="true">›</span>{" "}
          <Link to={`/walkthroughs/${walkthrough.id}/`}>Read all steps</Link>
        </p>
        <h1 tabIndex={-1}>{walkthrough.title}</h1>
        <LevelChoice level={level} onChoose={choose} />
        {problem && (
          <p className="banner" role="alert">
            {problem.message}{" "}
            <button type="button" className="btn" onClick={() => store.getState().dismissProblem()}>
              Close
            </button>
          </p>
        )}
        <StepsLeft walkthrough={walkthrough} />
        <TryStep walkthrough={walkthrough} level={level} />
      </div>
      <div className="machine">
        <SaveTrouble />
        <TerminalPanel eager={false} />
        <Foot onFresh={() => open({ fresh: true })} />
      </div>
      <AfterStep walkthrough={walkthrough} level={level} onLevel={choose} />
    </div>
  );
}

function LevelChoice({ level, onChoose }: { level: LessonLevel; onChoose(level: LessonLevel): void }) {
  const chosen = levels.find(({ id }) => id === level);
  return (
    <fieldset className="levels">
      <legend className="visually-hidden">How much of each command is shown</legend>
      {levels.map(({ id, title }) => (
        <label key={id}>
          <input type="radio" name="level" checked={id === level} onChange={() => onChoose(id)} />
          <span>{title}</span>
        </label>
      ))}
      <p className="small muted">{chosen?.summary}</p>
    </fieldset>
  );
}

/** What concerns the world as a whole: undo, the whole sandbox, and beginning again. */
function Foot({ onFresh }: { onFresh(): Promise<void> }) {
  const store = useSandboxApi();
  const { go } = usePlace();
  const id = useSandbox((state) => state.status?.entry.id);
  const undo = useSandbox((state) => state.status?.undo);
  const busy = useSandbox((state) => state.running !== undefined);
  const [asks, setAsks] = useState(false);
  return (
    <footer className="try-foot small">
      <div className="actions">
        <button
          type="button"
          className="btn"
          disabled={undo === undefined || busy}
          onClick={() => void store.getState().undo()}
        >
          Undo{undo !== undefined && <span className="visually-hidden"> {undo}</span>}
        </button>
        {asks ? (
          <>
            <span>Everything typed here goes.</span>
            <button
              type="button"
              className="btn"
              onClick={() => {
                setAsks(false);
                go({ step: undefined });
                void onFresh();
              }}
            >
              Begin again
            </button>
            <button type="button" className="btn" onClick={() => setAsks(false)}>
              Keep it
            </button>
          </>
        ) : (
          <button type="button" className="btn" disabled={busy} onClick={() => setAsks(true)}>
            Begin again…
          </button>
        )}
        {id !== undefined && <Link to={`/sandbox/#world=${id}`}>Open this world in the sandbox</Link>}
      </div>
    </footer>
  );
}
