import type { BankItem } from "../../content/content.ts";
import type { ItemType, Profile } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import { ownItemId, ownObjective } from "../../assignment/own-question.ts";
import { groupOf, type AuthorContent } from "../../store/author-content.ts";

/** A question that can be chosen, or a case study or series with all its questions. */
export interface QuestionChoice {
  id: string;
  ids: string[];
  text: string;
  objectives: string[];
  type: ItemType | "case";
  /** 1 (easy) to 5 (hard); the mean of a set. */
  difficulty: number;
}

function setChoice(group: string, items: readonly BankItem[], profile: Profile): QuestionChoice {
  const body = items[0]?.[profile];
  const isSeries = body?.type === "series";
  const title = isSeries ? body.series.title : (body?.case?.title ?? group);
  return {
    id: group,
    ids: items.map(({ id }) => id),
    text: `${isSeries ? "Solution series" : "Case study"}: ${title}, ${items.length} questions`,
    objectives: [...new Set(items.map(({ objective }) => objective))],
    type: isSeries ? "series" : "case",
    difficulty: Math.round(items.reduce((sum, { difficulty }) => sum + difficulty, 0) / items.length),
  };
}

/** Returns what can be chosen one by one under these rules. */
export function choicesOf({ items, own }: AuthorContent, profile: Profile): QuestionChoice[] {
  const asked = items.filter((item) => item[profile] !== undefined);
  const sets = new Map<string | undefined, BankItem[]>();
  for (const item of asked) sets.set(groupOf(item), [...(sets.get(groupOf(item)) ?? []), item]);
  const written = own.map((question) => ({
    id: ownItemId(question.id),
    ids: [ownItemId(question.id)],
    text: question.stem.replaceAll(/\s+/g, " "),
    objectives: [ownObjective],
    type: question.type,
    difficulty: 3,
  }));
  const ofBank = [...sets].flatMap(([group, members]): QuestionChoice[] =>
    group === undefined
      ? members.map((item) => ({
          id: item.id,
          ids: [item.id],
          text: plainText(item[profile]?.stem ?? "").replaceAll(/\s+/g, " "),
          objectives: [item.objective],
          type: item.type,
          difficulty: item.difficulty,
        }))
      : [setChoice(group, members, profile)],
  );
  return [...written, ...ofBank];
}

/** What a list of questions is narrowed down to; empty for no limit. */
export interface QuestionFilter {
  words: string;
  objective: string;
  type: string;
  difficulty: string;
}

/** Returns whether a choice has all the words and fits every filter. */
export function fitsFilter(choice: QuestionChoice, { words, objective, type, difficulty }: QuestionFilter): boolean {
  const text = `${choice.text} ${choice.id}`.toLowerCase();
  return (
    words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word)) &&
    (objective === "" || choice.objectives.includes(objective)) &&
    (type === "" || choice.type === type) &&
    (difficulty === "" || choice.difficulty === Number(difficulty))
  );
}
