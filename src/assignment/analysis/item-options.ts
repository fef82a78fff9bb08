import type { Response, ScoredItem } from "../../assessment/item.ts";

/** An option of an item, and whether it's part of the key. */
export interface ItemOption {
  id: string;
  correct: boolean;
}

/** Returns the id that stands for a choice in one of an item's gaps. */
const choiceInGap = (gap: string, choice: string): string => `${gap}=${choice}`;

/** Returns the options of an item whose answer is a choice of options; none for other types of items. */
export function optionsOf(item: ScoredItem): ItemOption[] {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options.map(({ id, correct }) => ({ id, correct }));
    case "hot-area":
      return item.places.map(({ id, correct }) => ({ id, correct }));
    case "dropdowns":
      return item.gaps.flatMap((gap) =>
        gap.choices.map(({ id, correct }) => ({ id: choiceInGap(gap.id, id), correct })),
      );
    case "statements":
    case "build-list":
    case "matching":
    case "series":
    case "command":
      return [];
  }
}

/** Returns the ids of the options that a response chose, as `optionsOf` names them; none for a response of another type. */
export function chosenOptions(item: ScoredItem, response: Response | undefined): string[] {
  if (item.type === "single" && response?.type === "single") return response.option === "" ? [] : [response.option];
  if (item.type === "choose" && response?.type === "choose") return [...new Set(response.options)];
  if (item.type === "hot-area" && response?.type === "hot-area") return [...new Set(response.places)];
  if (item.type === "dropdowns" && response?.type === "dropdowns")
    return Object.entries(response.choices).flatMap(([gap, choice]) => (choice ? [choiceInGap(gap, choice)] : []));
  return [];
}
