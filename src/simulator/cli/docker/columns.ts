/** Columns as docker's tab writer lays them out: three blanks between. */
export function columns(titles: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) => Math.max(title.length, ...cells.map((row) => (row[at] ?? "").length)));
  const lines = [titles, ...cells].map((row) =>
    row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd((widths[at] ?? 0) + 3))).join(""),
  );
  return lines.map((text) => `${text.trimEnd()}\n`).join("");
}
