/** How many letters have to be added, left out, changed or swapped to make one word of another. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The name that a mistyped word most likely meant; undefined when none is near. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const few = Math.max(1, Math.floor(word.length / 3));
  let found: { name: string; far: number } | undefined;
  if (word.length > 40) return undefined;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > few) continue;
    const far = distance(word, name);
    if (far <= few && (!found || far < found.far)) found = { name, far };
  }
  return found?.name;
}
