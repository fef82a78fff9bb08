import type { Assignment } from "../../assignment/assignment.ts";
import { walkthroughParts } from "../../assignment/walkthrough-points.ts";

/** What a submission contains, and who can read it. */
export function Privacy({ assignment }: { assignment: Assignment }) {
  const { identity } = assignment;
  return (
    <details className="assigned-block">
      <summary>
        <h2>What your submission contains</h2>
      </summary>
      <ul className="assigned-rules">
        <li>
          {identity.label}
          {identity.asksName && " and name"}, as you enter {identity.asksName ? "them" : "it"}
        </li>
        <li>The questions you got, your answers, how long each was on screen, and when you gave it</li>
        {walkthroughParts(assignment).length > 0 && (
          <li>The commands you ran in its walkthroughs, on your own, and what you answered when they asked</li>
        )}
        <li>When you started and submitted, and when the page was hidden or the device offline</li>
        <li>The number of the attempt, the points that your device computed, and the code of a personal link</li>
        <li>A random name of this browser and the version of Drydock</li>
      </ul>
      <p>
        Notes, highlights and your other progress stay on this device. The file is encrypted: only the holder of the
        instructor’s key can read it. Drydock has no server, so nothing leaves your device until you send the file.
      </p>
    </details>
  );
}
