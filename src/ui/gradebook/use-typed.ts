import { useState } from "react";

/** The fields of a form over what is stored. */
export interface TypedFields<F> {
  /** What was typed, and for the other fields what is stored now. */
  fields: F;
  /** The fields that were typed into since they were saved. */
  typed: Partial<F>;
  type(part: Partial<F>): void;
  /** Shows what is stored again, in fields that weren't typed into since they were saved. */
  forget(saved: Partial<F>): void;
}

/**
 * Keeps what is typed into a form while the stored values change, through another tab or an undo. Fields without typed input
 * follow the stored values.
 */
export function useTyped<F extends object>(stored: F): TypedFields<F> {
  const [typed, setTyped] = useState<Partial<F>>({});
  return {
    fields: { ...stored, ...typed },
    typed,
    type: (part) => setTyped((before) => ({ ...before, ...part })),
    forget: (saved) => setTyped((now) => withoutSaved(now, saved)),
  };
}

/** Returns the fields whose typed value isn't the saved one. */
function withoutSaved<F extends object>(typed: Partial<F>, saved: Partial<F>): Partial<F> {
  const left = { ...typed };
  for (const name in saved) if (left[name] === saved[name]) delete left[name];
  return left;
}
