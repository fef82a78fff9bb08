/** Where two texts agree longest: start in the first, start in the second, length. */
function longestMatch(
  a: string,
  places: ReadonlyMap<string, readonly number[]>,
  [aFrom, aTo, bFrom, bTo]: readonly [number, number, number, number],
): [number, number, number] {
  let best: [number, number, number] = [aFrom, bFrom, 0];
  let lengths = new Map<number, number>();
  for (let i = aFrom; i < aTo; i++) {
    const next = new Map<number, number>();
    for (const j of places.get(a[i] ?? "") ?? []) {
      if (j < bFrom) continue;
      if (j >= bTo) break;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > best[2]) best = [i - length + 1, j - length + 1, length];
    }
    lengths = next;
  }
  return best;
}

/**
 * `difflib.SequenceMatcher(None, a, b).ratio()` of Python: twice the characters of all matching blocks over the characters
 * of both. Texts under 200 characters have no "popular" characters, so that rule of difflib is left out.
 */
export function ratio(a: string, b: string): number {
  const places = new Map<string, number[]>();
  for (let j = 0; j < b.length; j++) {
    const char = b[j] ?? "";
    const known = places.get(char);
    if (known) known.push(j);
    else places.set(char, [j]);
  }
  let matched = 0;
  const queue: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let range = queue.pop(); range; range = queue.pop()) {
    const [aFrom, aTo, bFrom, bTo] = range;
    const [i, j, length] = longestMatch(a, places, range);
    if (length === 0) continue;
    matched += length;
    if (aFrom < i && bFrom < j) queue.push([aFrom, i, bFrom, j]);
    if (i + length < aTo && j + length < bTo) queue.push([i + length, aTo, j + length, bTo]);
  }
  const total = a.length + b.length;
  return total === 0 ? 1 : (2 * matched) / total;
}

/** `difflib.get_close_matches(word, choices, n=3, cutoff)[0]`: the choice most like a word, the later one by name on a tie. */
export function nearMatch(word: string, choices: Iterable<string>, cutoff = 0.7): string | undefined {
  let best: { score: number; choice: string } | undefined;
  for (const choice of choices) {
    const score = ratio(choice, word);
    if (score < cutoff) continue;
    if (!best || score > best.score || (score === best.score && choice > best.choice)) best = { score, choice };
  }
  return best?.choice;
}
