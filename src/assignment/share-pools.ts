/** A pool that questions are drawn from: how many it needs, and which fit. */
export interface PoolWish {
  needed: number;
  fitting: readonly string[];
}

/**
 * Gives each question to one pool, so that no question is asked twice. Every pool gets as many as it needs if that can be done
 * at all (maximum bipartite matching, Kuhn); the others go to the pool that has the fewest for its need. Returns the ids of each pool,
 * in the order in which they fit; a pool that can't be filled has fewer than it needs.
 */
export function sharePools(wishes: readonly PoolWish[]): string[][] {
  const owner = new Map<string, number>();
  const filled = wishes.map(() => 0);

  /** Finds a question for a pool, moving questions of others to where they also fit. */
  const take = (pool: number, tried: Set<string>): boolean => {
    for (const id of wishes[pool]?.fitting ?? []) {
      if (tried.has(id)) continue;
      tried.add(id);
      const other = owner.get(id);
      if (other === undefined || take(other, tried)) {
        owner.set(id, pool);
        return true;
      }
    }
    return false;
  };
  for (const [pool, { needed }] of wishes.entries()) {
    while ((filled[pool] ?? 0) < needed && take(pool, new Set())) filled[pool] = (filled[pool] ?? 0) + 1;
  }
  const fits = new Map<string, number[]>();
  for (const [pool, { fitting }] of wishes.entries()) {
    for (const id of fitting) fits.set(id, [...(fits.get(id) ?? []), pool]);
  }
  const ratio = (pool: number) => (filled[pool] ?? 0) / (wishes[pool]?.needed || 1);
  for (const [id, pools] of fits) {
    if (owner.has(id)) continue;
    const poorest = pools.reduce((best, pool) => (ratio(pool) < ratio(best) ? pool : best));
    owner.set(id, poorest);
    filled[poorest] = (filled[poorest] ?? 0) + 1;
  }
  return wishes.map(({ fitting }, pool) => [...new Set(fitting)].filter((id) => owner.get(id) === pool));
}
