import type { StepProof } from "./track.ts";

/** Finds how to tell which steps of a walkthrough are done; undefined when its steps aren't followed. */
export type FindProofs = (walkthrough: string) => Promise<readonly StepProof[] | undefined>;

const files = import.meta.glob<StepProof[]>("../../../content/walkthroughs/proofs/*.json", { import: "default" });

/** Loads the proofs of a walkthrough, as a test wrote them to content/walkthroughs/proofs. */
export const findProofs: FindProofs = async (walkthrough) =>
  files[`../../../content/walkthroughs/proofs/${walkthrough}.json`]?.();
