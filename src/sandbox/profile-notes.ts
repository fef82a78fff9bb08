import type { SkuName } from "../content/fact.ts";
import type { Exchange } from "../simulator/simulator.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import type { ProfileNote } from "./block.ts";

/** True for a challenge that the client answered: its first response decided nothing. */
const isAnswered = ({ request, response }: Exchange, later: readonly Exchange[]): boolean =>
  response.status === 401 &&
  later.some((exchange) => exchange.request.url === request.url && exchange.request.method === request.method);

/** Facts that decided a command's answers and whose value is another one under the other profile. */
export function profileNotes(facts: SimulatorFacts, exchanges: readonly Exchange[]): ProfileNote[] {
  const differ = differingFacts(facts);
  const notes = new Map<string, string>();
  for (const [at, exchange] of exchanges.entries()) {
    if (isAnswered(exchange, exchanges.slice(at + 1))) continue;
    const { trace } = exchange;
    const decided = [
      ...(trace.facts ?? []).map(({ fact }) => fact),
      ...(trace.refusal?.fact ? [trace.refusal.fact] : []),
    ];
    for (const fact of decided) {
      if (differ.has(fact) && !notes.has(fact)) notes.set(fact, trace.refusal?.why ?? trace.why ?? "");
    }
  }
  return [...notes].map(([fact, why]) => ({ fact, why }));
}

const known = new WeakMap<SimulatorFacts, Set<string>>();

/** Keys of the facts whose values under the two profiles are not the same. */
function differingFacts(facts: SimulatorFacts): Set<string> {
  const found = known.get(facts);
  if (found) return found;
  const differ = new Set<string>();
  for (const { id, chapter, azure } of facts.skus) {
    const skus = Object.keys(azure) as SkuName[];
    if (skus.some((sku) => chapter[sku] !== null && azure[sku] !== null && chapter[sku] !== azure[sku])) differ.add(id);
  }
  for (const { id, chapter, azure } of facts.general) {
    const stated = chapter !== undefined && chapter !== null && azure !== undefined && azure !== null;
    if (stated && JSON.stringify(chapter) !== JSON.stringify(azure)) differ.add(id);
  }
  known.set(facts, differ);
  return differ;
}
