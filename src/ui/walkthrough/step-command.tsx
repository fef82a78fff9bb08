import { useState } from "react";
import type { Walkthrough, WalkthroughStep } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { CommandFigure } from "../shared/command-figure.tsx";
import { useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useBusy } from "../shared/terminal/use-busy.ts";
import { BlankCommand } from "./blank-command.tsx";
import { givenBy, linesOf } from "./blanks.ts";

interface CommandProps {
  walkthrough: Walkthrough;
  step: WalkthroughStep;
  level: LessonLevel;
  /** Whether blanks replace options as well as their values. */
  whole: boolean;
  done: boolean;
}

/** The command of a step, as far as the level shows it. */
export function StepCommand({ walkthrough, step, level, whole, done }: CommandProps) {
  const store = useSandboxApi();
  const busy = useBusy();
  const [revealed, setRevealed] = useState(false);
  const run = (lines: readonly string[]) => {
    document.querySelector(".try .terminal")?.scrollIntoView({ block: "nearest" });
    void store.getState().executeAll(lines);
  };
  if (done && level !== "shown") {
    return (
      <details className="own-command">
        <summary>Command in the walkthrough</summary>
        <CommandFigure command={step.command} label="Command in the walkthrough" />
      </details>
    );
  }
  if (level === "shown" || revealed) {
    return (
      <>
        <CommandFigure command={step.command} label="Command of this step" />
        {!done && (
          <button type="button" className="btn primary" disabled={busy} onClick={() => run(linesOf(step.command))}>
            Run step
          </button>
        )}
      </>
    );
  }
  const reveal = (
    <button type="button" className="btn" onClick={() => setRevealed(true)}>
      Show the command
    </button>
  );
  const commandNames = givenBy(step.options);
  const names = commandNames.length > 0 && (
    <p className="given small">
      <span className="muted">Use these names:</span>{" "}
      {commandNames.map((name) => (
        <code key={name}>{name}</code>
      ))}
    </p>
  );
  if (level === "blanks") {
    return (
      <>
        {names}
        <BlankCommand walkthrough={walkthrough.id} step={step} whole={whole} busy={busy} onRun={run} more={reveal} />
      </>
    );
  }
  return (
    <>
      {names}
      <div className="actions">
        <button
          type="button"
          className="btn primary"
          onClick={() => document.querySelector<HTMLElement>(".try .terminal textarea")?.focus()}
        >
          Type it in the terminal
        </button>
        {reveal}
      </div>
    </>
  );
}
