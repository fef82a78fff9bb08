/** An objective with its weight in an exam, and how many questions a blueprint can draw from. */
export interface WeightedObjective {
  id: string;
  /** How many questions of the scored bank are about it. */
  weight: number;
  available: number;
}

/**
 * Returns how many questions each objective gets so that the numbers are as in an exam: in proportion to the weights, what remains
 * to the largest remainders (Hamilton's method), never more than there are. Objectives without a question are left out.
 */
export function spreadLikeExam(objectives: readonly WeightedObjective[], total: number): Record<string, number> {
  const open = new Map(objectives.map(({ id, available }) => [id, available]));
  const counts = new Map<string, number>();
  const give = (id: string, amount: number) => {
    const given = Math.min(amount, open.get(id) ?? 0);
    open.set(id, (open.get(id) ?? 0) - given);
    counts.set(id, (counts.get(id) ?? 0) + given);
  };
  const sum = objectives.reduce((all, { weight }) => all + weight, 0) || 1;
  const quotas = objectives.map(({ id, weight }) => ({ id, weight, quota: (total * weight) / sum }));
  for (const { id, quota } of quotas) give(id, Math.floor(quota));
  const order = quotas.toSorted(
    (a, b) => (b.quota % 1) - (a.quota % 1) || b.weight - a.weight || (a.id < b.id ? -1 : 1),
  );
  const given = () => [...counts.values()].reduce((all, count) => all + count, 0);
  for (let before = -1; given() < total && given() !== before;) {
    before = given();
    for (const { id } of order) if (given() < total) give(id, 1);
  }
  return Object.fromEntries([...counts].filter(([, count]) => count > 0));
}
