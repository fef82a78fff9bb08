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

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
