import type { Attempt, Released } from "../../assessment/attempt.ts";
import { releasesAt } from "../../assessment/assigned-feedback.ts";
import { dateText } from "../shared/item/attempt-history.tsx";
import { Link } from "../shared/link.tsx";
import { useStore } from "../shared/use-store.tsx";

const names: Record<Released, string> = {
  score: "the score",
  answers: "the correct answers",
  explanations: "the correct answers and explanations",
};

/** What of an assignment's result is still held back and until when, and the way to the submission. */
export function AssignedNote({ attempt, released }: { attempt: Attempt; released: Released | undefined }) {
  const now = useStore((state) => state.now);
  const { assigned } = attempt;
  if (!assigned) return null;
  const from = releasesAt(attempt, now());
  const rest = names[assigned.feedback.shows];
  const isAll = released !== undefined && from === undefined;
  return (
    <>
      {released && "This score was computed on your device. The mark that your instructor gives counts. "}
      {!isAll &&
        (from === undefined
          ? "Your instructor decides when to show the result. "
          : `You can see ${rest} on ${dateText(from)}. `)}
      <Link to={`/a/#at/${assigned.hash}`}>Show the submission</Link>
    </>
  );
}
