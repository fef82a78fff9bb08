import type { FactRow } from "../../content/content.ts";
import { FactEntry } from "./fact-entry.tsx";

/** Splits rows into runs of the same group, in their order. */
export function groupsOf<Row extends Pick<FactRow, "group">>(rows: readonly Row[]): [group: string, rows: Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups];
}

/** Facts in full, under the headings of their groups. */
export function FactGroups({ rows }: { rows: readonly FactRow[] }) {
  return groupsOf(rows).map(([group, entries]) => (
    <section key={group} className="fact-group" aria-label={group}>
      <h2>{group}</h2>
      {entries.map((row) => (
        <FactEntry key={row.id} row={row} />
      ))}
    </section>
  ));
}
