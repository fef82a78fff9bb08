import type { OpeningProgress } from "../../store/sandbox-state.ts";

/** Says how far the opening of an environment is. The simulator has to start before its first opening. */
export function openingText(progress: OpeningProgress | undefined, hasStarted: boolean): string {
  if (!progress) return hasStarted ? "Opening the environment…" : "The simulator is starting…";
  const { subject, done, of } = progress;
  return subject === "link"
    ? `Running the steps of the link: ${done} of ${of}…`
    : `Setting up the environment: ${done} of ${of} commands…`;
}
