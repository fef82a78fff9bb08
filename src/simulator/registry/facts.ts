import type { AdvisorySet, GeneralFact, OperationFact, Region, RoleFact, SkuFact } from "../../content/fact.ts";

/** The compiled facts that the simulator obeys. */
export interface SimulatorFacts {
  skus: SkuFact[];
  general: GeneralFact[];
  roles: RoleFact[];
  regions: Region[];
  /** By name of the operation, see `content/facts/operations.yaml`. */
  operations: Record<string, OperationFact>;
  advisories: AdvisorySet;
}
