import type { TemplateParts } from "./find-template.ts";
import type { FindProofs } from "./lesson/proofs.ts";
import type { WorldLock } from "./world-lock.ts";
import type { WorldParts } from "./world-parts.ts";

/** What the sandbox needs of the page or the test that it runs in. */
export interface SandboxParts extends WorldParts, TemplateParts {
  /** How to tell which steps of a walkthrough are done. */
  proofs: FindProofs;
  lock: WorldLock;
  newId(): string;
  /** A seed for a world that nobody gave one. */
  newSeed(): number;
}
