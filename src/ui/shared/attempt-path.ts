import type { Attempt } from "../../assessment/attempt.ts";

/** Returns where an attempt that isn't submitted continues. */
export const attemptPath = ({ id, exam }: Pick<Attempt, "id" | "exam">): string =>
  exam ? `/exam/#${id}` : `/quiz/#${id}`;
