import type { Profile, SelfMark } from "../../assessment/item.ts";
import { isStated } from "../../assessment/table-test.ts";
import type { Comparison, ComparisonRow, Dual } from "../../content/content.ts";

/** How a learner graded a cell. */
export type CellMark = Extract<SelfMark, "missed" | "got">;

/** What a cell of a hidden table shows: nothing, its value with the question how it went, or its value with a grade. */
export type CellState = "hidden" | "asking" | CellMark;

/** A cell that can be recalled. */
export interface RecallCell {
  /** Id under which its grade is stored. Cells that differ between the profiles have one each. */
  key: string;
  /** What the table says there, as HTML. */
  value: string;
}

/** The cell of a row as recall knows it; undefined where the rules state nothing, which leaves nothing to recall. */
export function recallCell(
  comparison: Pick<Comparison, "id">,
  row: Pick<ComparisonRow, "id" | "cells">,
  column: string,
  profile: Profile,
): RecallCell | undefined {
  const dual: Dual | undefined = row.cells[column];
  if (!dual || !isStated(dual[profile])) return undefined;
  const side = dual.chapter === dual.azure ? "" : `/${profile}`;
  return { key: `cell/${comparison.id}/${row.id}/${column}${side}`, value: dual[profile] };
}

/** Counts of a hidden table. */
export interface RecallCount {
  cells: number;
  graded: number;
  missed: number;
}

/** Counts the cells with these keys by their grade. */
export const countMarks = (keys: readonly string[], markOf: (key: string) => CellMark | undefined): RecallCount => ({
  cells: keys.length,
  graded: keys.filter((key) => markOf(key) !== undefined).length,
  missed: keys.filter((key) => markOf(key) === "missed").length,
});
