import { useState, type ReactNode } from "react";
import type { Rating } from "../../assessment/log-entry.ts";
import { Group } from "../shared/group.tsx";
import { useSingleKeys } from "../shared/use-single-keys.ts";

const ratings: { rating: Rating; title: string }[] = [
  { rating: "again", title: "Again" },
  { rating: "hard", title: "Hard" },
  { rating: "good", title: "Good" },
  { rating: "easy", title: "Easy" },
];

/** A card that the learner grades: the question, then the answer with four grades, which the keys 1 to 4 give too. */
export function SelfGrade({
  question,
  answer,
  actions,
  onGrade,
}: {
  question: ReactNode;
  answer: ReactNode;
  /** More buttons for the bar at the foot. */
  actions: ReactNode;
  onGrade(rating: Rating): void;
}) {
  const [isShown, setIsShown] = useState(false);
  const show = () => setIsShown(true);
  useSingleKeys(
    isShown
      ? Object.fromEntries(ratings.map(({ rating }, at) => [String(at + 1), () => onGrade(rating)]))
      : { n: show },
  );
  return (
    <>
      {question}
      {isShown && (
        // The answer takes the focus, because the button that showed it is gone.
        <section className="card-answer" aria-label="Answer" tabIndex={-1} ref={(section) => section?.focus()}>
          {answer}
        </section>
      )}
      <div className="dockbar">
        {actions}
        {isShown ? (
          <Group className="grades" aria-label="How well did you know it?">
            {ratings.map(({ rating, title }, at) => (
              <button key={rating} type="button" className="btn" onClick={() => onGrade(rating)}>
                <kbd aria-hidden="true">{at + 1}</kbd> {title}
              </button>
            ))}
          </Group>
        ) : (
          <button type="button" className="btn primary" onClick={show}>
            Show answer
          </button>
        )}
      </div>
    </>
  );
}
