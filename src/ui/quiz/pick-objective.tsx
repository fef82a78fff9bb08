import { useEffect, useId, useState } from "react";
import type { Objective } from "../../content/content.ts";
import { loadObjectives } from "../../content/course.ts";

/** Chooses one of the course's objectives and starts practice on it. */
export function PickObjective({ isReady, onStart }: { isReady: boolean; onStart(objective: string): void }) {
  const id = useId();
  const [objectives, setObjectives] = useState<readonly Objective[]>([]);
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    let current = true;
    void loadObjectives().then((loaded) => current && setObjectives(loaded));
    return () => {
      current = false;
    };
  }, []);
  return (
    <form
      className="pick-objective"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen !== "") onStart(chosen);
      }}
    >
      <label className="visually-hidden" htmlFor={id}>
        Objective
      </label>
      <select id={id} value={chosen} onChange={(event) => setChosen(event.target.value)}>
        <option value="">Choose an objective</option>
        {objectives.map((objective) => (
          <option key={objective.id} value={objective.id}>
            {objective.short}
          </option>
        ))}
      </select>
      <button type="submit" className="btn" disabled={!isReady || chosen === ""}>
        Start practice
      </button>
    </form>
  );
}
