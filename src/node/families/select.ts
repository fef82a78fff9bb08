import { numberFrom, type Parameters } from "../../content/build/families/parameters.ts";

/** What the choice of variants looks at. */
export interface Candidate {
  id: string;
  key: string;
  parameters: Parameters;
}

export const mostVariants = 40;

/** The largest share of the variants of a family that may have the same key. */
export const shareOf = (keys: number): number => (keys <= 2 ? 0.55 : 0.4);

/** How many parameters two variants differ in. */
const differences = (a: Parameters, b: Parameters): number =>
  Object.keys(a).filter((name) => a[name] !== b[name]).length;

/** Variants differ in at least two parameters or in their key; where there is one parameter, in that. */
export const isDistinct = (a: Candidate, b: Candidate): boolean =>
  a.key !== b.key || differences(a.parameters, b.parameters) >= Math.min(2, Object.keys(a.parameters).length);

/**
 * Chooses variants so that the keys, and then the values of the parameters, are spread evenly, and no key is right too often.
 * The choice depends on the candidates alone.
 */
export function selectVariants<C extends Candidate>(candidates: readonly C[], most = mostVariants): C[] {
  const left = [...candidates].sort((a, b) => numberFrom(a.id) - numberFrom(b.id) || (a.id < b.id ? -1 : 1));
  const chosen: C[] = [];
  const used = new Map<string, number>();
  const count = (name: string, value: unknown) => used.get(`${name}=${String(value)}`) ?? 0;
  const usesOf = ({ parameters }: C): number =>
    Object.entries(parameters).reduce((sum, [name, value]) => sum + count(name, value), 0);
  while (chosen.length < most) {
    let best: { candidate: C; keyUses: number; uses: number } | undefined;
    for (const candidate of left) {
      const [keyUses, uses] = [count("", candidate.key), usesOf(candidate)];
      const better = !best || keyUses < best.keyUses || (keyUses === best.keyUses && uses < best.uses);
      if (better && chosen.every((one) => isDistinct(one, candidate))) best = { candidate, keyUses, uses };
    }
    if (!best) break;
    const { candidate } = best;
    chosen.push(candidate);
    left.splice(left.indexOf(candidate), 1);
    for (const [name, value] of [["", candidate.key] as const, ...Object.entries(candidate.parameters)]) {
      used.set(`${name}=${String(value)}`, count(name, value) + 1);
    }
  }
  return balanced(chosen);
}

/** Leaves out the last variants of a key that is right too often. */
function balanced<C extends Candidate>(chosen: readonly C[]): C[] {
  const kept = [...chosen];
  for (;;) {
    const counts = new Map<string, number>();
    for (const { key } of kept) counts.set(key, (counts.get(key) ?? 0) + 1);
    const [top] = [...counts].sort((a, b) => b[1] - a[1]);
    if (!top || top[1] <= shareOf(counts.size) * kept.length || top[1] === 1) return kept;
    const at = kept.findLastIndex(({ key }) => key === top[0]);
    kept.splice(at, 1);
  }
}
