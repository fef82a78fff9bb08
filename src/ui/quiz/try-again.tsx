import { useEffect, useRef } from "react";
import type { ItemScore } from "../../assessment/attempt.ts";
import { Status } from "../shared/status.tsx";

/** The verdict on a first answer that wasn't fully right, before the key is shown. */
export function TryAgain({
  score: { earned, maximum },
  takesFocus,
}: {
  score: ItemScore;
  /** Moves the focus here, because the button that was pressed has changed. */
  takesFocus: boolean;
}) {
  const verdict = useRef<HTMLParagraphElement & HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) verdict.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <div className="feedback try-again" data-verdict={earned > 0 ? "partly" : "incorrect"}>
      <Status as="div" className="verdict" ref={verdict} tabIndex={-1}>
        <strong>{earned > 0 ? `Partly correct: ${earned} of ${maximum}` : "Incorrect"}</strong>
        <span className="num muted">
          {earned} / {maximum}
        </span>
      </Status>
      <p>Change your answer and check again, or show the answer. Only your first answer counts.</p>
    </div>
  );
}
