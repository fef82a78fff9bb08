import type { AssignmentDraft } from "./assignment-draft.ts";
import { zonedTime, type Edge } from "./zoned-time.ts";

/** Something about a field of the form. Only errors keep an assignment from being issued. */
export interface DraftProblem {
  field: keyof AssignmentDraft;
  level: "error" | "warning" | "note";
  message: string;
}

/** The dates of a draft as instants, in milliseconds since the epoch. */
export interface DraftDates {
  opensAt?: number;
  dueAt?: number;
  closesAt?: number;
}

const minute = 60_000;
const dateFields: { field: "opens" | "due" | "closes"; at: keyof DraftDates; edge: Edge }[] = [
  { field: "opens", at: "opensAt", edge: "start" },
  { field: "due", at: "dueAt", edge: "end" },
  { field: "closes", at: "closesAt", edge: "end" },
];

/** Finds the instants of a draft's dates, and tells what is odd about each. */
function readDates(draft: AssignmentDraft): { dates: DraftDates; problems: DraftProblem[] } {
  const dates: DraftDates = {};
  const problems: DraftProblem[] = [];
  for (const { field, at, edge } of dateFields) {
    if (draft[field] === "") continue;
    const read = zonedTime(draft[field], draft.zone, edge);
    if (!read.ok) {
      const isZone = read.error.code === "unknownZone";
      if (isZone && problems.some((problem) => problem.field === "zone")) continue;
      problems.push({ field: isZone ? "zone" : field, level: "error", message: read.error.message });
      continue;
    }
    dates[at] = read.value.at;
    if (read.value.note) problems.push({ field, level: "note", message: read.value.note });
  }
  return { dates, problems };
}

/** Returns what is wrong or odd about when an assignment can be taken. */
function dateProblems(draft: AssignmentDraft, { opensAt, dueAt, closesAt }: DraftDates, now: number): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const add = (field: DraftProblem["field"], level: DraftProblem["level"], message: string) =>
    problems.push({ field, level, message });
  if (opensAt !== undefined && dueAt !== undefined && opensAt >= dueAt) {
    add("due", "error", "It’s due before it opens. Move one of the dates.");
  }
  if (dueAt !== undefined && closesAt !== undefined && closesAt < dueAt) {
    add("closes", "error", "It closes before it’s due. Move one of the dates.");
  }
  if (opensAt !== undefined && closesAt !== undefined && dueAt === undefined && closesAt <= opensAt) {
    add("closes", "error", "It closes before it opens. Move one of the dates.");
  }
  const end = dueAt ?? closesAt;
  if (end !== undefined && end <= now) {
    add(
      dueAt === undefined ? "closes" : "due",
      "error",
      "This date is in the past, so all work would be late. Choose a later one.",
    );
  }
  const start = Math.max(opensAt ?? now, now);
  if (end !== undefined && end > start && draft.minutes !== null && end - start < draft.minutes * minute) {
    const window = Math.floor((end - start) / minute);
    add(
      "minutes",
      "warning",
      `Learners have ${draft.minutes} minutes, but only ${window} from opening to the end. Whoever starts late gets less.`,
    );
  }
  if (dueAt === undefined && draft.penaltyPercent > 0) {
    add("penaltyPercent", "warning", "Without a due date, nothing is late, so no marks are taken away.");
  }
  if (dueAt === undefined && draft.feedback.when === "due") {
    add("feedback", "note", "Without a due date, learners see the result when they submit.");
  }
  const isAtOnce = draft.feedback.when === "submitted" || (draft.feedback.when === "due" && dueAt === undefined);
  if (isAtOnce && draft.feedback.shows !== "score" && draft.attempts !== 1) {
    add(
      "feedback",
      "warning",
      "With several attempts, learners see the answers before their next one. Show them after the due date, or only the score.",
    );
  }
  const isLateOpen =
    draft.feedback.when === "due" && dueAt !== undefined && (closesAt === undefined || closesAt > dueAt);
  if (isLateOpen && draft.feedback.shows !== "score" && draft.attempts !== 1) {
    add(
      "feedback",
      "warning",
      "With several attempts, learners see the answers on the due date and can submit another attempt after it. Close the assignment on the due date, or show only the score.",
    );
  }
  return problems;
}

/** Checks everything but the questions. */
export function checkRules(draft: AssignmentDraft, now: number): { dates: DraftDates; problems: DraftProblem[] } {
  const { dates, problems } = readDates(draft);
  const missing: DraftProblem[] = [
    ...(draft.title.trim() === "" ? [{ field: "title", level: "error", message: "Enter a title." } as const] : []),
    ...(draft.identity.label.trim() === ""
      ? [{ field: "identity", level: "error", message: "Enter what learners identify themselves with." } as const]
      : []),
    ...(draft.parts.length === 0
      ? [{ field: "parts", level: "error", message: "Choose what is asked." } as const]
      : []),
  ];
  return { dates, problems: [...missing, ...problems, ...dateProblems(draft, dates, now)] };
}
