import type { Failure, Result } from "../../src/simulator/world/result.ts";

/** Returns the value of a result; throws an Error with the message of a failure. */
export function valueOf<T>(result: Result<T, Pick<Failure, "message">>): T {
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value;
}
