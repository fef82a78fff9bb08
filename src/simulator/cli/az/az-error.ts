import { ExitError, type Explanation } from "../program.ts";

/**
 * Makes the error that ends a command as the client does: one line with the level word. The exit status is 1 for the client's own
 * checks, 2 for errors of the argument parser and 3 for an ARM 404 (measured with az 2.45).
 */
export const azError = (message: string, exit = 1, explanation?: Explanation): ExitError =>
  new ExitError(exit, `ERROR: ${message}`, explanation);

/** Ends with what the argument parser prints: exit 2, and a second line with the near match where there is one. */
export const parserError = (message: string, explanation: Explanation, didYouMean?: string): ExitError =>
  azError(didYouMean === undefined ? message : `${message}\nDid you mean '${didYouMean}' ?`, 2, explanation);

/** What the pretend cloud leaves out, named; it never pretends to have done it. */
export const notSimulated = (feature: string, why: string, next?: string): ExitError =>
  azError(`${feature} is not simulated. ${why}`, 1, {
    code: "NotSimulated",
    text: `${feature} exists in Azure; this simulator leaves it out. ${why}`,
    ...(next !== undefined && { next }),
  });
