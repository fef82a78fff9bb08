import type { ItemType } from "../../../assessment/item.ts";

/** The types of question as the learner knows them. */
export const typeNames: Record<ItemType, string> = {
  single: "Single choice",
  choose: "Multiple choice",
  statements: "Statements",
  "build-list": "Build a list",
  matching: "Matching",
  dropdowns: "Dropdowns",
  "hot-area": "Hot area",
  series: "Solution series",
  command: "Typed command",
  reveal: "Flash card",
};
