import { useEffect, useState } from "react";
import type { Assignment } from "../../assignment/assignment.ts";
import { assignedEnvironment } from "../../store/assigned-ways.ts";
import { counted } from "../../assessment/counted.ts";
import { Link } from "../shared/link.tsx";
import { useEnvironments } from "../shared/use-environments.ts";
import { tryPath } from "../shared/walkthrough-levels.ts";
import { useWalkthroughs, type AssignedWalkthrough } from "./use-walkthroughs.ts";

/** The path on which a walkthrough is done for an assignment: without its commands shown. */
export const assignedTryPath = (walkthrough: string): string => `${tryPath(walkthrough)}#level=alone`;

/** The walkthroughs of an assignment, how far each is, and the way to it. */
export function WalkthroughList({ assignment, hasQuestions }: { assignment: Assignment; hasQuestions: boolean }) {
  const walkthroughs = useWalkthroughs(assignment);
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    // Steps may have been done in another tab.
    const look = () => setLooks((count) => count + 1);
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, []);
  if (walkthroughs?.length === 0) return null;
  return (
    <section className="assigned-block" aria-labelledby="assigned-walkthroughs" aria-busy={!walkthroughs || undefined}>
      <h2 id="assigned-walkthroughs">Walkthroughs</h2>
      <p>
        Do each one in the terminal on your own: you get the tasks, and any command with the right result counts. Every
        step earns its share of the points.{" "}
        {hasQuestions
          ? "Finish them before you submit the questions, because your commands are submitted with your answers."
          : "Then submit below."}{" "}
        A walkthrough in which you typed a password can’t be submitted.
      </p>
      {walkthroughs && <Rows key={looks} walkthroughs={walkthroughs} />}
    </section>
  );
}

function Rows({ walkthroughs }: { walkthroughs: readonly AssignedWalkthrough[] }) {
  const environments = useEnvironments();
  return (
    <ul className="rows assigned-walkthroughs">
      {walkthroughs.map(({ id, title, points, steps }) => {
        const done = Object.keys(assignedEnvironment(environments ?? [], id)?.lesson?.done ?? {}).length;
        return (
          <li key={id}>
            {steps === null ? <span>{title}</span> : <Link to={assignedTryPath(id)}>{title}</Link>}
            <span className="muted">
              {steps === null
                ? "This version of Drydock doesn’t have it. Connect to the network and reload."
                : `${done} of ${counted(steps, "step")} done`}
              {` · ${counted(points, "point")}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
