/** A value, or why there is none: a code for the program, and what was wrong and what to do in words for the reader. */
export type Outcome<T, Code extends string = string> = { ok: true; value: T } | { ok: false; error: Problem<Code> };

/** What went wrong. */
export interface Problem<Code extends string = string> {
  code: Code;
  message: string;
}

export const succeed = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const reject = <Code extends string>(code: Code, message: string): { ok: false; error: Problem<Code> } => ({
  ok: false,
  error: { code, message },
});
