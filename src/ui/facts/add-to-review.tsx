import { factCardId } from "../../assessment/item-id.ts";
import type { Progress } from "../../progress/progress.ts";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";

const readMarks = (progress: Progress) => progress.cardMarks();

/** Adds facts to the reviews, or takes them out when all of them are in. */
export function AddToReview({ factIds, subject }: { factIds: readonly string[]; subject: string }) {
  const marks = useStored(readMarks);
  const markCards = useStore((state) => state.markCards);
  if (!marks) return null;
  const taken = new Set(marks.filter(({ isSuspended }) => !isSuspended).map(({ cardId }) => cardId));
  const cardIds = factIds.map(factCardId);
  const missing = cardIds.filter((id) => !taken.has(id));
  const isIn = missing.length === 0;
  return (
    <p className="actions">
      <button type="button" className="btn" onClick={() => void markCards(isIn ? cardIds : missing, isIn)}>
        {isIn ? `Remove ${subject} from review` : `Add ${subject} to review`}
      </button>
      <Status as="span" className="small muted">
        {isIn
          ? "In your reviews"
          : missing.length < cardIds.length && `${cardIds.length - missing.length} already added`}
      </Status>
    </p>
  );
}
