import type { Profile } from "../assessment/item.ts";
import type { TestTable } from "../assessment/table-test.ts";
import type { Comparison, ComparisonRow } from "./content.ts";

/** Returns a comparison as a test under one profile sees it. */
export function testTable({ id, title, columns, groups }: Comparison, profile: Profile): TestTable {
  const side = ({ cells }: ComparisonRow, profile: Profile) =>
    Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell[profile]]));
  const other = profile === "chapter" ? "azure" : "chapter";
  return {
    id,
    title,
    columns,
    profile,
    rows: groups
      .flatMap(({ rows }) => rows)
      .map((row) => ({
        id: row.id,
        title: row.title,
        cells: side(row, profile),
        otherCells: side(row, other),
        unit: row.unit,
      })),
  };
}
