/**
 * Which tabs have room in a strip, by their place in the row, given their widths: all of them, or the first ones beside a
 * button of width `more` for the rest. The chosen one always shows; it replaces the last that would fit.
 */
export function fittingTabs(widths: readonly number[], chosen: number, room: number, more: number): number[] {
  const all = widths.map((_, at) => at);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return all;
  const fitting = new Set(chosen < 0 ? [] : [chosen]);
  let spareRoom = room - more - (widths[chosen] ?? 0);
  for (const at of all) {
    if (at === chosen) continue;
    spareRoom -= widths[at] ?? 0;
    if (spareRoom < 0) break;
    fitting.add(at);
  }
  return all.filter((at) => fitting.has(at));
}
