import { useState } from "react";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { useSandbox } from "../shared/terminal/sandbox-context.tsx";
import { ConfirmLater } from "../shared/confirm-later.tsx";
import { levels, levelTitle } from "../shared/walkthrough-levels.ts";
import type { Run } from "./use-run.ts";

interface Props {
  run: Run;
  /** How far the current run is: `2 of 5 steps done`. */
  progress: string;
}

/** Chooses how much of each command is shown. Asks first when that leaves a run that was begun. */
export function LevelChoice({ run, progress }: Props) {
  const { level } = run;
  const begun = useSandbox((state) => state.blocks.length > 0 || state.running !== undefined);
  const running = useSandbox((state) => state.running !== undefined);
  const [nextLevel, setNextLevel] = useState<LessonLevel | undefined>(undefined);
  const chosen = levels.find(({ id }) => id === level);
  return (
    <>
      <fieldset className="levels">
        <legend className="visually-hidden">How much of each command is shown</legend>
        {levels.map(({ id, title }) => (
          <label key={id}>
            <input
              type="radio"
              name="level"
              checked={id === level}
              onChange={() => (begun ? setNextLevel(id) : run.choose(id))}
            />
            <span>{title}</span>
          </label>
        ))}
        <p className="small muted">{chosen?.summary}</p>
      </fieldset>
      {nextLevel && (
        <ConfirmLater
          title={`Switch to “${levelTitle(nextLevel)}”?`}
          stay="Stay here"
          go="Switch"
          onClose={(confirmed) => {
            setNextLevel(undefined);
            if (confirmed) run.choose(nextLevel);
          }}
        >
          <p>
            “{levelTitle(nextLevel)}” uses its own environment. Your run with “{levelTitle(level)}” is kept ({progress}
            ), so you can switch back at any time.
          </p>
          {running && <p>The running command is stopped.</p>}
        </ConfirmLater>
      )}
    </>
  );
}
