import type { CompiledItem, Item, Response, ScoredItem } from "./item.ts";

/** Returns the codes of the wrong ideas that an answer holds, each once. Steps, tokens and commands left out hold none. */
export function chosenMisconceptions(item: ScoredItem, response: Response | undefined): string[] {
  return [...new Set(wrongParts(item, response).flatMap(({ misconception }) => misconception ?? []))];
}

/** Returns the codes of the wrong ideas that an item offers, each once. */
export function offeredMisconceptions(item: Item): string[] {
  return [...new Set(partsWithReasons(item).flatMap(({ misconception }) => misconception ?? []))];
}

/** Returns the codes of the wrong ideas that an item offers under either profile, each once. */
export const ideasOf = ({ chapter, azure }: Pick<CompiledItem, "chapter" | "azure">): string[] => [
  ...new Set([chapter, azure].flatMap((body) => (body ? offeredMisconceptions(body) : []))),
];

interface Part {
  misconception?: string;
}

/** The parts of an item that may name a wrong idea; a right part may name an idea, too. */
function partsWithReasons(item: Item): Part[] {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options;
    case "statements":
      return item.statements;
    case "build-list":
      return item.steps;
    case "dropdowns":
      return item.gaps.flatMap(({ choices }) => choices);
    case "hot-area":
      return item.places;
    case "series":
      return [item];
    case "command":
      return item.wrong;
    case "matching":
    case "reveal":
      return [];
  }
}

/** The wrong parts of an item that an answer has chosen. */
function wrongParts(item: ScoredItem, response: Response | undefined): Part[] {
  if (item.type === "single" && response?.type === "single")
    return item.options.filter(({ id, correct }) => !correct && id === response.option);
  if (item.type === "choose" && response?.type === "choose")
    return item.options.filter(({ id, correct }) => !correct && response.options.includes(id));
  if (item.type === "statements" && response?.type === "statements")
    return item.statements.filter(
      ({ id, answer }) => Object.hasOwn(response.answers, id) && response.answers[id] !== answer,
    );
  if (item.type === "build-list" && response?.type === "build-list")
    return item.steps.filter(({ id }) => !item.key.includes(id) && response.steps.includes(id));
  if (item.type === "dropdowns" && response?.type === "dropdowns")
    return item.gaps.flatMap(({ id: gap, choices }) =>
      choices.filter(({ id, correct }) => !correct && response.choices[gap] === id),
    );
  if (item.type === "hot-area" && response?.type === "hot-area")
    return item.places.filter(({ id, correct }) => !correct && response.places.includes(id));
  if (item.type === "series" && response?.type === "series")
    return response.meetsGoal !== null && response.meetsGoal !== item.answer ? [item] : [];
  return [];
}
