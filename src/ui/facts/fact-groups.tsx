import type { FactRow } from "../../content/content.ts";
import { FactEntry } from "./fact-entry.tsx";

/** Splits rows into runs of the same group, in their order. */
export function groupsOf<Row extends Pick<FactRow, "group">>(rows: readonly Row[]): [group: string, rows: Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups];
}

/** Name of a group below the name of its topic: `Tiers: Limits` is `Limits` there. */
export const groupTitle = (group: string): string => group.replace(/^[A-Z]\w+: (?=[A-Z])/, "");

/** Facts in full, under the headings of their groups; `inTopic` on the page of one topic. */
export function FactGroups({ rows, inTopic = false }: { rows: readonly FactRow[]; inTopic?: boolean }) {
  return groupsOf(rows).map(([group, entries]) => (
    <section key={group} className="fact-group" aria-label={group}>
      <h2>{inTopic ? groupTitle(group) : group}</h2>
      {entries.map((row) => (
        <FactEntry key={row.id} row={row} />
      ))}
    </section>
  ));
}
