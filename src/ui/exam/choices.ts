import { customLimits, customTypes, type CustomForm } from "../../assessment/custom-form.ts";
import { timeFactors } from "../../assessment/exam-clock.ts";
import { outline } from "../../content/course.ts";
import type { ExamWish } from "../../store/start-exam.ts";
import { readNote, writeNote } from "../shared/local-notes.ts";
import type { Choices } from "../shared/use-choices.ts";

/** What the learner has chosen on the start page; kept on the device for the next time. */
export interface ExamChoices {
  /** Id of a form in content/assessments, or "custom". */
  form: string;
  /** By how much the time is multiplied; null for no time limit. */
  factor: number | null;
  breaks: boolean;
  asksConfidence: boolean;
  includeDisputed: boolean;
  custom: CustomForm;
}

/** The forms that are exams, the shortest first. */
export const examForms = outline.assessments
  .filter(({ minutes }) => minutes !== undefined)
  .toSorted((a, b) => (a.minutes ?? 0) - (b.minutes ?? 0));

const usual: ExamChoices = {
  form: outline.unlocks.find(({ assessment }) => examForms.some(({ id }) => id === assessment))?.assessment ?? "custom",
  factor: 1,
  breaks: false,
  asksConfidence: false,
  includeDisputed: false,
  custom: {
    questions: 20,
    minutes: 40,
    objectives: [],
    types: [],
    missedIn: 0,
    unseenIn: 0,
    caseStudies: true,
    includeDisputed: false,
  },
};

const noteName = "exam-choices";

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

/** Keeps what is known of a stored choice, and takes the usual one for the rest. */
function readCustom(stored: Record<string, unknown>): CustomForm {
  const { custom } = usual;
  const whole = (name: "questions" | "minutes" | "missedIn" | "unseenIn", least: number, most: number) =>
    Number.isInteger(stored[name]) ? Math.min(most, Math.max(least, Number(stored[name]))) : custom[name];
  const types = stored["types"];
  return {
    questions: whole("questions", 1, customLimits.questions),
    minutes: whole("minutes", 1, customLimits.minutes),
    missedIn: whole("missedIn", 0, customLimits.attempts),
    unseenIn: whole("unseenIn", 0, customLimits.attempts),
    objectives: isTexts(stored["objectives"]) ? stored["objectives"] : custom.objectives,
    types: isTexts(types) ? customTypes.filter((type) => types.includes(type)) : custom.types,
    caseStudies: stored["caseStudies"] !== false,
    includeDisputed: stored["includeDisputed"] === true,
  };
}

function readChoices(): ExamChoices {
  try {
    const stored: unknown = JSON.parse(readNote(noteName) ?? "{}");
    if (!isRecord(stored)) return usual;
    const { form, factor } = stored;
    const isKnown = form === "custom" || examForms.some(({ id }) => id === form);
    return {
      form: isKnown ? String(form) : usual.form,
      factor: factor === null ? null : (timeFactors.find((known) => known === factor) ?? usual.factor),
      breaks: stored["breaks"] === true,
      asksConfidence: stored["asksConfidence"] === true,
      includeDisputed: stored["includeDisputed"] === true,
      custom: readCustom(isRecord(stored["custom"]) ? stored["custom"] : {}),
    };
  } catch {
    return usual;
  }
}

/** Remembers the choices of the start page. */
export const examChoices: Choices<ExamChoices> = {
  usual,
  read: readChoices,
  write: (choices) => writeNote(noteName, JSON.stringify(choices)),
};

/** Returns the exam that the choices ask for. */
export const wishOf = ({ form, custom, factor, breaks, asksConfidence, includeDisputed }: ExamChoices): ExamWish => ({
  form: form === "custom" ? custom : form,
  factor,
  breaks,
  asksConfidence,
  includeDisputed,
});
