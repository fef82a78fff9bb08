/** An expected rejection: what a plane answers, and the explanation that a learner sees beside it. */
export interface Refusal {
  /** The code on the wire, e.g. MANIFEST_UNKNOWN or QuotaExceeded. */
  code: string;
  status: number;
  message: string;
  /** ARM's `target`, or the detail of an OCI error. */
  target?: unknown;
  headers?: Record<string, string>;
  /** Key of the fact that decided. */
  fact?: string;
  /** In plain words: why, and what to do next. */
  why?: string;
  next?: string;
}

/** A value, or an expected failure: a plane's rejection, unless `F` says otherwise. */
export type Result<T, F = Refusal> = { ok: true; value: T } | { ok: false; refusal: F };

export const ok = <T, F = Refusal>(value: T): Result<T, F> => ({ ok: true, value });
export const fail = <F = Refusal>(refusal: F): { ok: false; refusal: F } => ({ ok: false, refusal });

/** An expected failure of a program: a code for those who react to it, and the message that the program prints. */
export interface Failure<Code extends string = string> {
  code: Code;
  message: string;
}

/** Makes the result of a program that failed as expected. */
export const failWith = <Code extends string>(code: Code, message: string) => fail<Failure<Code>>({ code, message });
