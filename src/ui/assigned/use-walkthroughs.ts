import { useEffect, useState } from "react";
import { walkthroughParts, type WalkthroughPart } from "../../assignment/walkthrough-points.ts";
import type { Assignment } from "../../assignment/assignment.ts";
import { loadWalkthrough } from "../../content/course.ts";

/** A walkthrough of an assignment, and how many steps it has; null when this version of the app doesn't have it. */
export interface AssignedWalkthrough extends WalkthroughPart {
  steps: number | null;
}

/** Returns the walkthroughs of an assignment; undefined until they are loaded. */
export function useWalkthroughs(assignment: Assignment): readonly AssignedWalkthrough[] | undefined {
  const [parts] = useState(() => walkthroughParts(assignment));
  const [found, setFound] = useState<readonly AssignedWalkthrough[] | undefined>(parts.length === 0 ? [] : undefined);
  useEffect(() => {
    if (parts.length === 0) return;
    let current = true;
    const load = async (part: WalkthroughPart): Promise<AssignedWalkthrough> => {
      // One that can't be loaded is shown without its steps; the walkthrough's own page says why.
      const walkthrough = await loadWalkthrough(part.id).catch(() => null);
      return {
        ...part,
        title: part.title || (walkthrough?.title ?? part.id),
        steps: walkthrough?.steps.length ?? null,
      };
    };
    void Promise.all(parts.map(load)).then((loaded) => current && setFound(loaded));
    return () => {
      current = false;
    };
  }, [parts]);
  return found;
}
