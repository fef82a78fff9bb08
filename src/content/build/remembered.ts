/**
 * Keeps the results of a pure function by a text that says everything they depend on, at most `capacity` of them, so that
 * compiling again costs only what has changed since. What is undefined isn't kept. A result is shared: nobody may change it.
 */
export function remembered<T>(capacity: number): <R extends T | undefined>(key: string, make: () => R) => R {
  const results = new Map<string, T>();
  return <R extends T | undefined>(key: string, make: () => R): R => {
    const result = (results.get(key) as R) ?? make();
    // The latest come last.
    results.delete(key);
    if (result !== undefined) results.set(key, result);
    for (const oldest of results.keys()) {
      if (results.size <= capacity) break;
      results.delete(oldest);
    }
    return result;
  };
}

/** Writes anything made of plain values, maps and sets as a text that differs when they do. */
export const fingerprint = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (part instanceof Map) return { map: [...part] };
    return part instanceof Set ? { set: [...part] } : part;
  });
