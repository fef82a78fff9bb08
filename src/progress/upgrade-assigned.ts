import type { AssignedRow } from "./assignment-rows.ts";

/**
 * Upgrades a row from before attempts kept whose they are and under which personal link they began: each gets what the device had
 * last: until now, it was submitted with that.
 */
export function upgradeAssigned({ learner, terms, sittings, ...row }: AssignedRow): AssignedRow {
  const own = { ...(learner && { learner }), ...(terms && { terms }) };
  return { ...row, ...own, sittings: sittings.map((sitting) => ({ ...own, ...sitting })) };
}
