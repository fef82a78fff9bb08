/**
 * Returns the place of the tab that a key leads to (WAI-ARIA APG, "Tabs"): arrows to the next one, around the ends, Home and End
 * to the first and last; undefined for other keys. `at` is the chosen tab's place among `count`.
 */
export function tabForKey(key: string, at: number, count: number): number | undefined {
  const places: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 };
  const place = places[key];
  return place === undefined ? undefined : (place + count) % count;
}
