import { ideasOf } from "../../assessment/chosen-misconceptions.ts";
import type { Candidate } from "../../assessment/practice-pool.ts";
import type { BankItem } from "../content.ts";

/**
 * Returns what practice draws from of the bank: live items with a score, typed commands and single parts of a series or a case study
 * too. Checks of the text aren't among them.
 */
export const practiceIndex = (items: readonly BankItem[]): Candidate[] =>
  items
    .filter(({ status, type, pool }) => status === "live" && type !== "reveal" && pool === undefined)
    .map((item) => ({
      id: item.id,
      objective: item.objective,
      type: item.type,
      difficulty: item.difficulty,
      ideas: ideasOf(item),
    }));
