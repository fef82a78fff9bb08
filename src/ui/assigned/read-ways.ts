import { walkthroughParts } from "../../assignment/walkthrough-points.ts";
import { loadWalkthrough } from "../../content/course.ts";
import { readWays } from "../../store/assigned-ways.ts";
import type { ReadAssignedWays } from "../../store/assigned-submit.ts";

/**
 * Reads what was done in the walkthroughs of an assignment in a simulator that runs only for this. Those in `left` are submitted as if
 * nothing was done.
 */
export const readWaysHere =
  (left: ReadonlySet<string>): ReadAssignedWays =>
  async (assignment) => {
    const ids = walkthroughParts(assignment).flatMap(({ id }) => (left.has(id) ? [] : [id]));
    const [{ createSandboxClient }, ...walkthroughs] = await Promise.all([
      import("../../sandbox/client.ts"),
      ...ids.map(loadWalkthrough),
    ]);
    const sandbox = createSandboxClient();
    try {
      return await readWays(
        sandbox,
        walkthroughs.flatMap((walkthrough) => walkthrough ?? []),
        assignment.profile,
      );
    } finally {
      sandbox.end();
    }
  };
