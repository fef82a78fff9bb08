import { fieldNames } from "../question-fields.ts";
import type { OwnQuestion } from "../own-question-schema.ts";
import { readOwnQuestion } from "../own-question.ts";

/** Largest file of questions that is read, in characters; larger ones are rejected whole. */
export const maximumImport = 2_000_000;
/** Most questions of one file. */
export const maximumQuestions = 1000;
/** Longest text of one question in a file, markup included. */
export const maximumQuestionText = 100_000;

/** Something that an import could not take over, and where. */
export interface ImportProblem {
  /** `error`: the question isn't imported. `warning`: it is, but something was left out or changed. */
  severity: "error" | "warning";
  /** Number of the question in the file, from 1; absent when the problem is about the whole file. */
  question?: number;
  /** Line of the file, from 1. */
  line?: number;
  message: string;
}

/** Questions of a file, each complete and valid, and every problem. Nothing is stored yet. */
export interface ImportResult {
  questions: OwnQuestion[];
  problems: ImportProblem[];
}

/** Where in a file a question is. */
export interface ImportPlace {
  question: number;
  line: number;
}

/** A question before it has the fields that all have in common. */
export interface Draft {
  stem: string;
  hint?: string;
  [field: string]: unknown;
}

/** Collects the questions and the problems of a file. */
export class ImportCollector {
  readonly result: ImportResult = { questions: [], problems: [] };

  /** Ids of questions are `prefix-1`, `prefix-2` and so on. */
  constructor(private readonly idPrefix: string) {}

  /** Records why a question isn't imported. */
  error(place: ImportPlace, message: string): void {
    this.result.problems.push({ severity: "error", ...place, message });
  }

  /** Records what of a question was left out or changed. */
  warn(place: ImportPlace, message: string): void {
    this.result.problems.push({ severity: "warning", ...place, message });
  }

  /** Records a problem of the whole file. */
  file(severity: ImportProblem["severity"], message: string, line?: number): void {
    this.result.problems.push({ severity, message, ...(line !== undefined && { line }) });
  }

  /** Adds a question, or records what makes it invalid. */
  add(place: ImportPlace, draft: Draft): void {
    if (this.result.questions.length >= maximumQuestions) {
      this.error(place, `A file can have ${maximumQuestions} questions at most. Split it.`);
      return;
    }
    const read = readOwnQuestion({ v: 1, id: `${this.idPrefix}-${place.question}`, revision: 1, ...draft });
    if (read.ok) this.result.questions.push(read.question);
    else
      for (const { path, message } of read.problems) {
        this.error(place, path === "" ? message : `${fieldName(path)} ${message}.`);
      }
  }
}

/** Returns the name of a field by its path, e.g. `Option 3` for `options.2.text`. */
function fieldName(path: string): string {
  const [field = "", position, part] = path.split(".");
  const name = fieldNames[field] ?? field;
  const number = position === undefined ? "" : ` ${Number(position) + 1}`;
  return position === undefined && /^[A-Z][a-z]+$/.test(name)
    ? `The list of ${field}`
    : `${name}${number}${part === "rationale" ? "'s feedback" : ""}`;
}

/** Returns the id of the part at a position: a, b, … z, then p27, p28 … */
export const partId = (at: number): string => (at < 26 ? String.fromCharCode(97 + at) : `p${at + 1}`);

/** Returns the result for a file that is too large to read, or undefined. */
export function tooLarge(text: string): ImportResult | undefined {
  if (text.length <= maximumImport) return undefined;
  const collector = new ImportCollector("x");
  collector.file("error", "The file is larger than 2 MB. Split it into smaller files.");
  return collector.result;
}
