/** What went wrong: a code for programs, and a sentence that says what was wrong and what to do. */
export interface Problem<Code extends string = string> {
  code: Code;
  message: string;
}

export type Outcome<T, E extends Problem = Problem> = { ok: true; value: T } | { ok: false; error: E };
