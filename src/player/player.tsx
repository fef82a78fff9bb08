import { useEffect, useState } from "react";
import { useLocation } from "react-router-dom";
import { useStore as useZustand, type StoreApi } from "zustand";
import type { Attempt } from "../assessment/attempt.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import { RunningExam } from "../ui/exam/running-exam.tsx";
import { useItems } from "../ui/shared/item/use-items.ts";
import { startedHere } from "../ui/shared/started-here.ts";
import { useStore } from "../ui/shared/use-store.tsx";
import type { OpenedPlayer } from "./open-player.ts";
import type { PlayerState } from "./player-session.ts";
import { PlayerResult } from "./player-result.tsx";
import { PlayerStartPage } from "./player-start-page.tsx";

const isExam = (attempt: Attempt): attempt is Attempt & { exam: ExamRun } => attempt.exam !== undefined;

/** The attempt that was begun, until it ends, and then its result. */
function Sitting({ id, isRecorded }: { id: string; isRecorded: boolean }) {
  const { hash } = useLocation();
  const attempt = useStore((state) => state.snapshot?.attempts.find((candidate) => candidate.id === id));
  const items = useItems(attempt);
  if (!attempt || !items || !isExam(attempt)) {
    return (
      <div className="player" aria-busy="true">
        <p className="muted">Loading the questions…</p>
      </div>
    );
  }
  return attempt.submittedAt === undefined ? (
    <RunningExam attempt={attempt} items={items} isReview={hash.endsWith("/review")} />
  ) : (
    <PlayerResult attempt={attempt} items={items} isRecorded={isRecorded} />
  );
}

/** The quiz in an LMS: what it asks and records, the attempt, and its result. */
export function Player({ opened, session }: { opened: OpenedPlayer; session: StoreApi<PlayerState> }) {
  const { attemptId, problem, saved, begin, sendAgain, leave } = useZustand(session);
  const [failure, setFailure] = useState("");
  const isRecorded = opened.session?.mode === "normal";
  const isSubmitted = useStore(
    (state) => state.snapshot?.attempts.some(({ id, submittedAt }) => id === attemptId && submittedAt) ?? false,
  );
  useEffect(() => {
    const onHidden = () => {
      if (document.hidden) leave();
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, [leave]);
  const start = async () => {
    setFailure("");
    try {
      await begin();
      const { attemptId: begun } = session.getState();
      // The LMS keeps the attempt, and the start page has said so.
      if (begun) startedHere.add(begun);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <main id="main">
      <div className="player-line" role="alert">
        {problem !== "" && (
          <>
            <strong>Your LMS didn’t record the last change.</strong> {problem}{" "}
            {isSubmitted && (
              <button type="button" className="btn" onClick={sendAgain}>
                Send it again
              </button>
            )}
          </>
        )}
        {failure !== "" && <>The attempt can’t begin: {failure}</>}
      </div>
      {attemptId === null ? (
        <PlayerStartPage opened={opened} saved={saved} onStart={() => void start()} />
      ) : (
        <Sitting id={attemptId} isRecorded={isRecorded && problem === ""} />
      )}
    </main>
  );
}
