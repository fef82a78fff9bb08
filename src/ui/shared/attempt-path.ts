import type { Attempt } from "../../assessment/attempt.ts";

/** Returns where an attempt that isn't submitted continues. */
export const attemptPath = ({ id, exam }: Pick<Attempt, "id" | "exam">): string =>
  exam ? `/exam/#${id}` : `/quiz/#${id}`;

/** Returns where an attempt leads once it is submitted: to its results, or to the assignment, where the submission is sent from. */
export const submittedPath = ({ id, assigned }: Pick<Attempt, "id" | "assigned">): string =>
  assigned ? `/a/#at/${assigned.hash}` : `/results/#${id}`;
