/** What an exam adds to an attempt: its time, the rules it was started with, and how far the learner has come. */
export interface ExamRun {
  /** Id of the form in content/assessments, or "custom". */
  form: string;
  /** Seconds allowed, with the learner's extra time; absent in an exam without a time limit. */
  seconds?: number;
  /** By how much the form's time was multiplied: 1, 1.25, 1.5 or 2. */
  factor: number;
  /** Whether a question can be left only for the next one. */
  linear?: boolean;
  /** Whether breaks are allowed. The clock keeps running in them. */
  breaks: boolean;
  /** Whether the learner is asked how sure each answer is. */
  asksConfidence: boolean;
  /** How many sections were left, which is final. They're counted from the first. */
  closedSections: number;
  /** Ids of questions seen before a break; they can't be opened again. */
  locked: string[];
  /** When the break that is under way began, in milliseconds since the epoch. */
  breakSince?: number;
}

/** Characters of a stem's text, from `start` up to, not including, `end`. */
export interface TextSpan {
  start: number;
  end: number;
}
