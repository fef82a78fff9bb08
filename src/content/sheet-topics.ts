import type { FactIndex } from "./content.ts";
import { loadFactIndex } from "./course.ts";

/** Returns the topics of facts on the cheat sheet. Claims are what the chapter says in its own words; the facts behind them are there. */
export const loadSheetTopics = async (): Promise<FactIndex> =>
  (await loadFactIndex()).filter(({ id }) => !id.startsWith("claims"));
