import type { ScoredItem } from "../../assessment/item.ts";

/** Settings of a quiz; null where there is no limit. */
export interface QuizSettings {
  /** Whole minutes. */
  minutes: number | null;
  attempts: number | null;
  /** 0 to 100. */
  passPercent: number | null;
}

/** What is exported: questions in order, under a title. */
export interface QuizExport {
  title: string;
  items: readonly ScoredItem[];
  settings: QuizSettings;
}

/** Something that a format can't carry. */
export interface Omission {
  /** Absent when it concerns the whole file. */
  itemId?: string;
  /** Whether the whole question is left out, a part of it, or a setting of the quiz. */
  scope: "question" | "detail" | "setting";
  reason: string;
}

/** Collects what a writer leaves out. */
export class Omissions {
  readonly list: Omission[] = [];

  /** Records that a question isn't in the file. */
  question(item: ScoredItem, reason: string): void {
    this.list.push({ itemId: item.id, scope: "question", reason });
  }

  /** Records that part of a question is missing or works otherwise. */
  detail(item: ScoredItem, reason: string): void {
    this.list.push({ itemId: item.id, scope: "detail", reason });
  }

  /** Records a setting that the file doesn't hold. */
  setting(reason: string): void {
    this.list.push({ scope: "setting", reason });
  }
}

/**
 * Returns the items that every format can take once: an id that comes twice is left out the second time, since formats
 * need unique ids. Also records what no format carries.
 */
export function exportableItems({ items }: QuizExport, omissions: Omissions): ScoredItem[] {
  const ids = new Set<string>();
  const found = items.filter((item) => {
    if (ids.has(item.id)) {
      omissions.question(item, "The question is in the list twice. It's exported once.");
      return false;
    }
    if (item.type === "command") {
      omissions.question(
        item,
        "The simulator checks the commands, and no LMS has it. Give out the link for these questions.",
      );
      return false;
    }
    if (item.case) omissions.detail(item, "The whole case study is repeated in each of its questions.");
    if (item.type === "series") {
      omissions.detail(
        item,
        "Situation and goal are repeated in each solution of the series, and learners can return to earlier ones.",
      );
    }
    ids.add(item.id);
    return true;
  });
  if (found.some(({ refs, sources }) => refs.length + sources.length > 0))
    omissions.setting("Links from questions to the chapter and to their sources aren't exported.");
  return found;
}

/** Records every setting that a format has no place for. */
export function omitSettings(
  settings: QuizSettings,
  names: readonly (keyof QuizSettings)[],
  where: string,
  omissions: Omissions,
): void {
  const sentences: Record<keyof QuizSettings, (value: number) => string> = {
    minutes: (value) => `The time limit of ${value} minutes isn't in the file. Set it ${where}.`,
    attempts: (value) =>
      `The limit of ${value} ${value === 1 ? "attempt" : "attempts"} isn't in the file. Set it ${where}.`,
    passPercent: (value) => `The pass mark of ${value}% isn't in the file. Set it ${where}.`,
  };
  for (const name of names) {
    const value = settings[name];
    if (value !== null) omissions.setting(sentences[name](value));
  }
}
