import type { StoreApi } from "zustand/vanilla";
import { withheldItems } from "../assessment/assigned-feedback.ts";
import { ideasOf } from "../assessment/chosen-misconceptions.ts";
import { practiceMemory, type PracticeMemory } from "../assessment/practice-memory.ts";
import type { Candidate, PracticeCourse } from "../assessment/practice-pool.ts";
import { seenItems } from "../assessment/seen.ts";
import { loadFamilies, loadFamilyVariants, loadObjectives, loadPracticeIndex, outline } from "../content/course.ts";
import type { State } from "./state.ts";

/**
 * Loads what can be practiced: items of the bank and the variants of families. Variants name the wrong ideas of their family, except
 * that those asked for in `ideas` are exact.
 */
export async function practiceCandidates(ideas: ReadonlySet<string> = new Set()): Promise<Candidate[]> {
  const [items, families] = await Promise.all([loadPracticeIndex(), loadFamilies()]);
  const variants = await Promise.all(
    families.map(async (family) => {
      const { objective, type, difficulty, misconceptions } = family;
      const isAskedFor = misconceptions.some((idea) => ideas.has(idea));
      const bodies = isAskedFor ? ((await loadFamilyVariants(family.id)) ?? []) : [];
      const own = new Map(bodies.map((body) => [body.id, ideasOf(body)]));
      return family.variants.map((id) => ({
        id,
        objective,
        type,
        difficulty,
        ideas: isAskedFor ? (own.get(id) ?? []) : misconceptions,
      }));
    }),
  );
  return [...items, ...variants.flat()];
}

/** Loads what practice needs to know of the course. */
export async function practiceCourse(): Promise<PracticeCourse> {
  const objectives = await loadObjectives();
  return {
    neighbors: new Map(objectives.map(({ id, neighbors = [] }) => [id, neighbors])),
    sections: outline.sections,
  };
}

/** Reads from the device what practice needs to know of the learner. */
export async function readPracticeMemory(app: StoreApi<State>): Promise<PracticeMemory> {
  const { openProgress, now } = app.getState();
  const progress = await openProgress();
  const [entries, cards, marks, attempts, checks] = await Promise.all([
    progress.log(),
    progress.cards(),
    progress.cardMarks(),
    progress.attempts(),
    progress.checks(),
  ]);
  const suspended = new Set(marks.flatMap(({ cardId, isSuspended }) => (isSuspended ? [cardId] : [])));
  const time = now();
  const due = cards.filter((card) => card.due <= time && !suspended.has(card.id)).map(({ id }) => id);
  const withheld = withheldItems(attempts, time);
  return practiceMemory(entries, { seen: seenItems(attempts, checks), withheld, due: new Set(due), now: time });
}
