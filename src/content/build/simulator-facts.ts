import type { SimulatorFacts } from "../../simulator/registry/facts.ts";
import type { FactTable } from "./fact-table.ts";

/** The part of the fact table that the simulator obeys. */
export const simulatorFacts = ({
  skus,
  general,
  roles,
  regions,
  operations,
  advisories,
}: FactTable): SimulatorFacts => ({
  skus,
  general,
  roles,
  regions,
  operations,
  advisories,
});
