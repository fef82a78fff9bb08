import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";
import { useStore as useZustand } from "zustand";
import { learnWeights } from "../../review/optimize/learn.ts";
import { learnWhenWorth } from "../../store/learned-weights.ts";
import { createReviewStore, type ReviewState } from "../../store/review-store.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { FactAnswer, FactQuestion } from "./fact-card.tsx";
import { QuestionCard } from "./question-card.tsx";
import { ReviewDone } from "./review-done.tsx";
import { ReviewSettings } from "./review-settings.tsx";
import { SelfGrade } from "./self-grade.tsx";
import { useUndoKey } from "../shared/use-undo-key.ts";
import { whyAsked } from "./why-asked.ts";
import "../shared/item/sheet.css";
import "./review.css";

/** Asks what is due, one card at a time. What is entered is stored at once, so that a reload continues with the same card. */
export function ReviewScreen() {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const changes = useStore((state) => state.storedChanges);
  const [store] = useState(() => createReviewStore(app));
  const state = useZustand(store);
  const heading = useRef<HTMLHeadingElement>(null);
  const isReady = snapshot !== null;

  useEffect(() => {
    if (isReady) void store.getState().open();
  }, [isReady, store]);
  // Again whenever storage changes, also from another tab.
  useEffect(() => {
    if (snapshot) void store.getState().follow();
  }, [snapshot, changes, store]);

  const isDone = state.phase === "done";
  const keep = useStore((current) => current.keep);
  // Between two sessions is the time to work out how fast the learner forgets.
  useEffect(() => {
    if (isDone) void keep((progress) => learnWhenWorth(progress, learnWeights, app.getState().now()));
  }, [isDone, keep, app]);

  const focusHeading = useEffectEvent(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  });
  /** Does what replaces the card on screen, then goes to its top. */
  const turn = (change: () => Promise<void>) => void change().then(focusHeading);
  const undo = () => state.canUndo && turn(state.undo);
  useUndoKey(undo);

  if (state.phase === "loading") {
    return (
      <div className="sheet" aria-busy={state.problem === ""}>
        <h1 tabIndex={-1}>Review</h1>
        {state.problem ? (
          <p role="alert" className="problem">
            {state.problem}
          </p>
        ) : (
          <p className="muted">Loading your reviews…</p>
        )}
      </div>
    );
  }
  return (
    <div className="sheet review">
      <div className="meta">
        <h1 tabIndex={-1} ref={heading}>
          {state.phase === "asking" ? `Review: ${countLeft(state)} left` : "Review"}
        </h1>
        <Link className="small" to="/review/cards/">
          All cards
        </Link>
      </div>
      {state.problem && (
        <p role="alert" className="problem">
          {state.problem}
        </p>
      )}
      {state.phase === "asking" ? (
        <Card state={state} turn={turn} onUndo={undo} />
      ) : (
        <ReviewDone state={state} onUndo={undo} onLookAhead={() => turn(state.lookAhead)} />
      )}
      <ReviewSettings key={state.deck?.today.start} deck={state.deck} onChanged={() => void state.open()} />
    </div>
  );
}

/** How many cards are left for today, with the one on screen until it's graded. */
function countLeft({ deck, row, looksAhead }: ReviewState): number {
  if (!deck || !row) return 0;
  const { cards, lookAhead } = deck.queue;
  const left = new Set((looksAhead ? [...cards, ...lookAhead] : cards).map(({ cardId }) => cardId));
  left.delete(row.cardId);
  return left.size + (row.gradedAt === undefined ? 1 : 0);
}

function Card({
  state,
  turn,
  onUndo,
}: {
  state: ReviewState;
  turn(change: () => Promise<void>): void;
  onUndo(): void;
}) {
  const profile = useStore((app) => app.settings.profile);
  const { row, subject, canUndo } = state;
  if (!row || !subject) return null;
  const actions: ReactNode = (
    <>
      <button type="button" className="btn quiet" disabled={!canUndo} onClick={onUndo}>
        Undo
      </button>
      <button type="button" className="btn quiet" onClick={() => turn(state.suspend)}>
        Suspend
      </button>
    </>
  );
  const grade = (rating: Parameters<typeof state.grade>[0]) => turn(() => state.grade(rating));
  return (
    <>
      <Status className="small muted why-asked">{whyAsked(row)}</Status>
      {subject.kind === "question" && (
        <QuestionCard
          key={row.id}
          row={row}
          item={subject.item}
          actions={actions}
          onAnswer={(response) => void state.answer(response)}
          onConfidence={(confidence) => void state.setConfidence(confidence)}
          onHint={() => void state.openHint()}
          onCheck={() => void state.check()}
          onNext={() => turn(state.proceed)}
        />
      )}
      {subject.kind === "fact" && (
        <SelfGrade
          key={row.id}
          question={<FactQuestion fact={subject.fact} />}
          answer={<FactAnswer fact={subject.fact} profile={profile} />}
          actions={actions}
          onGrade={grade}
        />
      )}
      {subject.kind === "reveal" && (
        <SelfGrade
          key={row.id}
          question={<div className="stem" dangerouslySetInnerHTML={{ __html: subject.item.stem }} />}
          answer={
            <>
              <div dangerouslySetInnerHTML={{ __html: subject.item.answer }} />
              <ul className="reveal-points">
                {subject.item.points.map((point) => (
                  <li key={point} dangerouslySetInnerHTML={{ __html: point }} />
                ))}
              </ul>
            </>
          }
          actions={actions}
          onGrade={grade}
        />
      )}
    </>
  );
}
