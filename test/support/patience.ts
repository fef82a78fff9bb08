import type { BrowserContext } from "playwright-core";

/**
 * How long a condition is waited for, in milliseconds. `npm test` sets it so high that no test is red because a machine is
 * slow: it only ends a run in which something will never come. Run by hand, a broken test should end sooner.
 */
export const patience = Number(process.env["PATIENCE_SECONDS"] ?? 60) * 1000;

/** Waits on pages of a profile end when their condition holds; the only limit is `patience`. */
export function waitPatiently(context: BrowserContext): void {
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(patience);
}
