/**
 * Path below the root of the sandbox in a starting environment, with lines to run in it. What it asks for follows the hash, so that
 * no server sees it.
 */
export const sandboxPath = (state: string, lines: readonly string[] = []): string =>
  `sandbox/#${new URLSearchParams([["template", state], ...lines.map((line) => ["run", line])]).toString()}`;
