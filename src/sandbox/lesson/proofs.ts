import type { StepProof } from "./track.ts";

/** How to tell which steps are done, by walkthrough. */
export type Proofs = Record<string, StepProof[]>;

const files = import.meta.glob<StepProof[]>("../../../content/walkthroughs/proofs/*.json", {
  eager: true,
  import: "default",
});

/** The proofs of all walkthroughs, as a test wrote them to content/walkthroughs/proofs. */
export const proofs: Proofs = Object.fromEntries(
  Object.entries(files).map(([path, steps]) => [path.replace(/^.*\/|\.json$/g, ""), steps]),
);
