import type { TermGroup } from "../term.ts";
import { accessTerms } from "./access-terms.ts";
import { contentTerms } from "./content-terms.ts";
import { machineTerms } from "./machine-terms.ts";
import { registryTerms } from "./registry-terms.ts";
import { traceTerms } from "./trace-terms.ts";
import { workloadTerms } from "./workload-terms.ts";

/** Every term that an expression can use, by subject. */
export const termGroups: readonly TermGroup[] = [
  registryTerms,
  contentTerms,
  accessTerms,
  workloadTerms,
  machineTerms,
  traceTerms,
];
