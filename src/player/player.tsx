import { errorText } from "../assessment/error-text.ts";
import { useEffect, useState } from "react";
import { useLocation } from "react-router-dom";
import { useStore as useZustand, type StoreApi } from "zustand";
import type { Attempt } from "../assessment/attempt.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import { RunningExam } from "../ui/exam/running-exam.tsx";
import { SavedPlace } from "../ui/exam/saved-place.ts";
import { useItems } from "../ui/shared/item/use-items.ts";
import { startedHere } from "../ui/shared/started-here.ts";
import { useStore } from "../ui/shared/use-store.tsx";
import type { OpenedPlayer } from "./open-player.ts";
import type { Delivery, PlayerLms } from "./player-lms.ts";
import type { PlayerState } from "./player-session.ts";
import { PlayerResult } from "./player-result.tsx";
import { PlayerStartPage } from "./player-start-page.tsx";

/** Milliseconds between two tries to send what failed. */
const retryEvery = 15_000;

const isExam = (attempt: Attempt): attempt is Attempt & { exam: ExamRun } => attempt.exam !== undefined;

/** Where the last answer is. */
function savedPlace(lms: PlayerLms | undefined, delivery: Delivery): string | null {
  if (lms?.mode !== "normal") return null;
  if (delivery.state !== "failed") return "in your LMS";
  return lms.unit ? "on this device" : null;
}

/** The attempt that was begun, until it ends, and then its result. */
function Sitting({
  id,
  lms,
  delivery,
  onLeave,
}: {
  id: string;
  lms: PlayerLms | undefined;
  delivery: Delivery;
  onLeave(): void;
}) {
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
  if (attempt.submittedAt !== undefined) {
    return <PlayerResult attempt={attempt} items={items} lms={lms} delivery={delivery} />;
  }
  return (
    <>
      <RunningExam attempt={attempt} items={items} isReview={hash.endsWith("/review")} />
      {lms?.unit && lms.mode === "normal" && (
        <p className="player-leave">
          <button type="button" className="btn quiet" onClick={onLeave}>
            Leave and continue later
          </button>
        </p>
      )}
    </>
  );
}

/** What the learner sees after the session was ended before the attempt was submitted. */
function Left({ lms }: { lms: PlayerLms | undefined }) {
  const returnUrl = lms?.unit?.returnUrl;
  return (
    <div className="player">
      <h1 tabIndex={-1}>Your attempt is saved</h1>
      <p>Your LMS has your answers so far. To continue, open the quiz from your course again.</p>
      {returnUrl !== undefined && (
        <p>
          <a className="btn primary" href={returnUrl} target="_top">
            Return to your course
          </a>
        </p>
      )}
    </div>
  );
}

/** Sends again, from time to time and when the network is back, what the LMS didn't get. */
function useRetries(isFailing: boolean, sendAgain: () => void): void {
  useEffect(() => {
    if (!isFailing) return undefined;
    const timer = setInterval(sendAgain, retryEvery);
    window.addEventListener("online", sendAgain);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", sendAgain);
    };
  }, [isFailing, sendAgain]);
}

/** The quiz in an LMS: what it asks and records, the attempt, and its result. */
export function Player({ opened, session }: { opened: OpenedPlayer; session: StoreApi<PlayerState> }) {
  const { attemptId, delivery, saved, hasLeft, begin, sendAgain, leave, close, end } = useZustand(session);
  const [failure, setFailure] = useState("");
  const { lms } = opened;
  const isFailing = delivery.state === "failed";
  const isSubmitted = useStore(
    (state) => state.snapshot?.attempts.some(({ id, submittedAt }) => id === attemptId && submittedAt) ?? false,
  );
  useRetries(isFailing && lms?.unit !== undefined, sendAgain);
  useEffect(() => {
    const onHidden = () => {
      if (document.hidden) leave();
    };
    // A page that the browser kept has no connection any more.
    const onShown = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", onShown);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      window.removeEventListener("pagehide", close);
      window.removeEventListener("pageshow", onShown);
      document.removeEventListener("visibilitychange", onHidden);
    };
  }, [leave, close]);
  const start = async () => {
    setFailure("");
    try {
      await begin();
      const { attemptId: begun } = session.getState();
      // The LMS keeps the attempt, and the start page has said so.
      if (begun) startedHere.add(begun);
    } catch (error) {
      setFailure(errorText(error));
    }
  };
  return (
    <main id="main">
      <div className="player-line" role="alert">
        {isFailing && (
          <>
            <strong>Your LMS didn’t record the last change.</strong> {delivery.message}{" "}
            {(isSubmitted || lms?.unit) && (
              <button type="button" className="btn" onClick={sendAgain}>
                Send it again
              </button>
            )}
          </>
        )}
        {failure !== "" && <>The attempt can’t begin: {failure}</>}
      </div>
      <SavedPlace value={savedPlace(lms, delivery)}>
        {hasLeft ? (
          <Left lms={lms} />
        ) : attemptId === null ? (
          <PlayerStartPage opened={opened} saved={saved} onStart={() => void start()} />
        ) : (
          <Sitting id={attemptId} lms={lms} delivery={delivery} onLeave={() => void end()} />
        )}
      </SavedPlace>
    </main>
  );
}
