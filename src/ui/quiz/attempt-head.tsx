import { useEffect, type ReactNode, type RefObject } from "react";
import { Status } from "../shared/status.tsx";

/** The line above a question: where the learner is, whether the answer is stored, and why it isn't. */
export function AttemptHead({
  heading,
  saved,
  problem,
  children,
}: {
  heading: RefObject<HTMLHeadingElement | null>;
  saved: boolean;
  /** Empty when all is well. */
  problem: string;
  children: ReactNode;
}) {
  // The heading that had the focus while the answers were loading is gone.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [heading]);
  return (
    <>
      <div className="meta">
        <h1 tabIndex={-1} ref={heading}>
          {children}
        </h1>
        <Status as="span" className="small muted">
          {saved && "Saved"}
        </Status>
      </div>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </>
  );
}
