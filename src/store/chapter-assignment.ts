import type { StoreApi } from "zustand/vanilla";
import { isForForms } from "../assessment/assemble.ts";
import { formLength } from "../assessment/form-length.ts";
import type { Profile } from "../assessment/item.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { emptyDraft, type AssignmentDraft } from "../assignment/assignment-draft.ts";
import { assignmentOfDraft, code128 } from "../assignment/assignment-of-draft.ts";
import { outline } from "../content/course.ts";
import { loadAuthorContent, type AuthorContent } from "./author-content.ts";
import { checkDraft } from "./author-issue.ts";
import { countsLikeExam } from "./author-list.ts";
import type { State } from "./state.ts";

/** What of the chapter a package can ask: an exam that is drawn for each learner, or every question of the bank. */
export const chapterForms = ["exam", "bank"] as const;
export type ChapterForm = (typeof chapterForms)[number];

/** The exam that the chapter opens. */
const exam = outline.assessments.find(({ id }) => id === outline.unlocks[0]?.assessment);

/** Public keys that nobody has: nothing in a package is signed, and nobody seals what an LMS takes. */
const noKeys: Assignment["keys"] = { sign: "A".repeat(87), seal: "A".repeat(87) };

/** Returns the rules of an assignment of the chapter. */
function draftOf(form: ChapterForm, content: AuthorContent, profile: Profile): AssignmentDraft {
  const draft: AssignmentDraft = {
    ...emptyDraft("UTC"),
    profile,
    attempts: null,
    feedback: { shows: "explanations", when: "submitted" },
  };
  if (form === "exam" && exam) {
    return {
      ...draft,
      title: `${outline.subject}: ${exam.title}`,
      parts: [{ kind: "blueprint", counts: countsLikeExam(content, profile, formLength(exam)), same: false }],
      minutes: exam.minutes ?? null,
      passMark: exam.passMark,
      openBook: false,
    };
  }
  const ids = content.items.filter((item) => isForForms(item) && item[profile]).map(({ id }) => id);
  return {
    ...draft,
    title: `${outline.subject}: all questions`,
    parts: [{ kind: "items", ids }],
    minutes: null,
    passMark: outline.passMark,
  };
}

/**
 * Returns an assignment of the whole chapter for a package. The same questions give the same assignment, so that a package that is
 * made again continues the attempts of the one before.
 */
export async function chapterAssignment(app: StoreApi<State>, form: ChapterForm): Promise<Assignment> {
  const { now, settings } = app.getState();
  const content = await loadAuthorContent(app);
  const draft = draftOf(form, content, settings.profile);
  const id = `chapter ${form} ${settings.profile}`;
  const { pinned, parts } = await checkDraft({ id, draft }, content, now());
  if (!pinned) throw new Error(parts[0]?.message ?? "The chapter has no questions under these rules.");
  return assignmentOfDraft(draft, {
    parts: pinned,
    dates: {},
    keys: noKeys,
    id: code128(id),
    seed: code128(`seed ${id}`),
  });
}
