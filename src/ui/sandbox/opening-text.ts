import type { OpeningProgress } from "../../store/sandbox-state.ts";

/** Says how far the opening of an environment is; before the first step, that the simulator starts. */
export function openingText(progress: OpeningProgress | undefined): string {
  if (!progress) return "The simulator is starting…";
  const { subject, done, of } = progress;
  return subject === "link"
    ? `Running the steps of the link: ${done} of ${of}…`
    : `Setting up the environment: ${done} of ${of} commands…`;
}
