import type { Attempt } from "../../assessment/attempt.ts";
import { chapterComplete } from "../../assessment/gate.ts";
import type { CourseOutline, SectionSummary } from "../../content/content.ts";
import type { WorldEntry } from "../../sandbox/world-entry.ts";
import type { ReadingPosition } from "../../progress/rows.ts";
import type { ProgressSnapshot } from "../../store/state.ts";

/** What Today offers first. */
export type NextStep =
  /** Nothing was done yet. */
  | { kind: "start" }
  /** A quiz was started last and isn't submitted. */
  | { kind: "quiz-open"; attempt: Attempt }
  /** A quiz was submitted last. */
  | { kind: "quiz-submitted"; attempt: Attempt }
  /** Commands were run last, in a sandbox environment or in a walkthrough that isn't complete. */
  | { kind: "hands-on"; environment: WorldEntry }
  /** A section was read last and isn't done; `place` is missing when it was never scrolled. */
  | { kind: "reading"; section: SectionSummary; place: ReadingPosition | undefined }
  /** The section read last is done, and this is the next one that isn't. */
  | { kind: "next-section"; finished: SectionSummary; section: SectionSummary }
  /** Every section is done. */
  | { kind: "all-read"; complete: boolean };

export interface Today {
  step: NextStep;
  doneSections: number;
  /** The first section to read after the one in `step`, going round from the end to the start; undefined when none. */
  nextSection: SectionSummary | undefined;
  /** The section to open for reading on: the one in `step`, or else `nextSection`. */
  toRead: SectionSummary | undefined;
  /** Open attempts besides the one in `step`, the latest first. */
  otherOpen: Attempt[];
}

type Snapshot = Pick<ProgressSnapshot, "attempts" | "positions" | "sections" | "checks">;
type Outline = Pick<CourseOutline, "sections" | "quiz" | "passMark" | "unlocks">;

/** When something was last done in a section, in milliseconds since the epoch; 0 for never. */
function lastTouched(sectionId: string, { positions, sections, checks }: Snapshot): number {
  return Math.max(
    0,
    ...positions.filter((position) => position.sectionId === sectionId).map(({ at }) => at),
    ...sections.filter((mark) => mark.sectionId === sectionId).map(({ doneAt }) => doneAt),
    ...checks.filter((check) => check.sectionId === sectionId).map(({ at }) => at),
  );
}

/** The first of the list after an index that fits, going round. */
function firstAfter<T>(list: readonly T[], index: number, fits: (entry: T) => boolean): T | undefined {
  return [...list.slice(index + 1), ...list.slice(0, index + 1)].find(fits);
}

/** A plan over this is the newcomer's; screens show it until storage has answered. */
export const nothingStored: Snapshot = { attempts: [], positions: [], sections: [], checks: [] };

/** Returns the environment that was worked in last; one that was only opened, or whose walkthrough is complete, doesn't count. */
function latestHandsOn(environments: readonly WorldEntry[]): WorldEntry | undefined {
  return environments
    .filter(({ commands, lesson }) => commands > 0 && lesson?.completedAt === undefined)
    .sort((a, b) => b.changedAt - a.changedAt)[0];
}

/** Works out from everything stored what the learner did last and what to do next. */
export function planToday(snapshot: Snapshot, course: Outline, environments: readonly WorldEntry[] = []): Today {
  const { attempts, positions } = snapshot;
  const { sections } = course;
  const done = new Set(snapshot.sections.map(({ sectionId }) => sectionId));
  const isOpen = ({ id }: SectionSummary) => !done.has(id);
  const attemptAt = ({ submittedAt, startedAt }: Attempt) => submittedAt ?? startedAt;

  const attempt = [...attempts].sort((a, b) => attemptAt(b) - attemptAt(a))[0];
  const touched = sections.map((section) => ({ section, at: lastTouched(section.id, snapshot) }));
  const latest = touched.reduce((best, entry) => (entry.at > best.at ? entry : best), { section: sections[0], at: 0 });
  const { section } = latest;
  const index = latest.at > 0 && section ? sections.indexOf(section) : -1;
  const following = firstAfter(sections, index, isOpen);

  const environment = latestHandsOn(environments);
  const step = ((): NextStep => {
    if (environment && environment.changedAt > Math.max(latest.at, attempt ? attemptAt(attempt) : 0))
      return { kind: "hands-on", environment };
    if (attempt && attemptAt(attempt) >= latest.at)
      return { kind: attempt.submittedAt === undefined ? "quiz-open" : "quiz-submitted", attempt };
    if (index < 0 || !section) return { kind: "start" };
    if (isOpen(section))
      return { kind: "reading", section, place: positions.find(({ sectionId }) => sectionId === section.id) };
    if (following) return { kind: "next-section", finished: section, section: following };
    return { kind: "all-read", complete: chapterComplete(attempts, course) };
  })();

  const current = step.kind === "reading" || step.kind === "next-section" ? step.section : undefined;
  const from = current ? sections.indexOf(current) : index;
  const nextSection = firstAfter(sections, from, (entry) => isOpen(entry) && entry !== current);
  return {
    step,
    toRead: current ?? nextSection,
    doneSections: sections.filter(({ id }) => done.has(id)).length,
    nextSection,
    otherOpen: attempts
      .filter((other) => other.submittedAt === undefined && !(step.kind === "quiz-open" && step.attempt === other))
      .sort((a, b) => b.startedAt - a.startedAt),
  };
}
