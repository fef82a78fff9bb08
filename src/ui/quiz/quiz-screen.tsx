import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import type { StoredResponse } from "../../assessment/attempt.ts";
import { scoreAttempt } from "../../assessment/attempt-actions.ts";
import type { Response } from "../../assessment/item.ts";
import { scoreItem } from "../../assessment/score.ts";
import { Hint } from "../shared/item/hint.tsx";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";
import { Sure } from "../shared/item/sure.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useHash } from "./use-hash.ts";
import { QuizKeys } from "./quiz-keys.tsx";
import { useItems } from "./use-items.ts";
import "./quiz.css";

/** Stored answers, except where the screen already shows a later one whose write is still under way. */
function newest(
  attemptId: string,
  shown: ReadonlyMap<string, StoredResponse> | null,
  stored: readonly StoredResponse[],
): Map<string, StoredResponse> {
  const own = [...(shown?.values() ?? [])].filter((row) => row.attemptId === attemptId);
  const rows = new Map(own.map((row) => [row.itemId, row]));
  for (const row of stored) {
    const mine = rows.get(row.itemId);
    if (!mine || mine.answeredAt < row.answeredAt) rows.set(row.itemId, row);
  }
  return rows;
}

/** One attempt, one item at a time. Everything entered is stored at once. */
export function QuizScreen() {
  const id = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const openProgress = useStore((state) => state.openProgress);
  const attempt = snapshot?.attempts.find((one) => one.id === id);
  const items = useItems(attempt);
  const [responses, setResponses] = useState<Map<string, StoredResponse> | null>(null);
  const [position, setPosition] = useState<number | null>(null);
  const [saved, setSaved] = useState("");
  const [problem, setProblem] = useState("");
  /** Id of the item whose hint was opened before it was answered. */
  const [hinted, setHinted] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (snapshot && id === "") void navigate("/practice/", { replace: true });
  }, [snapshot, id, navigate]);

  useEffect(() => {
    if (!attempt) return;
    let current = true;
    void openProgress()
      .then((progress) => progress.responses(attempt.id))
      .then((rows) => current && setResponses((shown) => newest(attempt.id, shown, rows)));
    return () => {
      current = false;
    };
    // Read again whenever storage changes, also from another tab.
  }, [snapshot, attempt?.id, openProgress]);

  useEffect(() => {
    if (attempt?.submittedAt !== undefined) void navigate(`/results/#${attempt.id}`, { replace: true });
  }, [attempt, navigate]);

  if (!snapshot || (attempt && (!items || !responses))) {
    return (
      <div className="sheet" aria-busy="true">
        <h1 tabIndex={-1}>Quiz</h1>
        <p className="muted">Reading your answers from this device.</p>
      </div>
    );
  }
  if (!attempt || !items || !responses) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>This attempt is not on this device</h1>
        <p className="muted">It may have been discarded, or made in another browser.</p>
        <p>
          <Link className="btn primary" to="/practice/">
            All attempts
          </Link>
        </p>
      </div>
    );
  }

  const at = Math.min(position ?? attempt.position, attempt.items.length - 1);
  const shown = attempt.items[at];
  const item = shown && items.get(shown.itemId);
  const stored = shown && responses.get(shown.itemId);
  const checked = attempt.feedback === "each" && stored?.checkedAt !== undefined;
  const last = at === attempt.items.length - 1;
  const answered = attempt.items.filter(({ itemId }) => responses.has(itemId)).length;
  const flagged = [...responses.values()].filter((row) => row.flagged).length;

  const save = async (change: Partial<StoredResponse> & { response?: Response }) => {
    if (!shown) return;
    const response = change.response ?? stored?.response;
    if (!response) return;
    const row: StoredResponse = {
      ...stored,
      attemptId: attempt.id,
      itemId: shown.itemId,
      ...change,
      response,
      answeredAt: Date.now(),
    };
    setResponses(new Map(responses).set(shown.itemId, row));
    try {
      const progress = await openProgress();
      const kept = await progress.saveResponse(row, at);
      if (!kept) setProblem("This attempt was submitted in another tab. The last answer did not count.");
      else setProblem("");
      setSaved("Saved");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const go = (to: number) => {
    setPosition(to);
    setSaved("");
    heading.current?.focus();
    window.scrollTo(0, 0);
    void openProgress()
      .then((progress) => progress.savePosition(attempt.id, to))
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)));
  };
  const submit = async () => {
    try {
      const progress = await openProgress();
      const rows = await progress.responses(attempt.id);
      await progress.submitAttempt(attempt.id, scoreAttempt(attempt, items, rows), Date.now());
      void navigate(`/results/#${attempt.id}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };

  const canCheck = attempt.feedback === "each" && item !== undefined && !checked;
  const openHint = (itemId: string) => {
    setHinted(itemId);
    if (stored) void save({ hinted: true });
  };
  const check = () => stored && void save({ checkedAt: Date.now() });
  return (
    <div className="sheet">
      <QuizKeys
        next={() => (canCheck ? check() : last ? dialog.current?.showModal() : go(at + 1))}
        previous={() => at > 0 && go(at - 1)}
        flag={() => attempt.feedback === "end" && stored && void save({ flagged: !stored.flagged })}
      />
      <div className="meta">
        <h1 tabIndex={-1} ref={heading}>
          {attempt.title}: item {at + 1} of {attempt.items.length}
        </h1>
        <span className="small muted" role="status">
          {saved}
        </span>
      </div>
      <nav className="ticks" aria-label="Items">
        {attempt.items.map(({ itemId }, index) => {
          const row = responses.get(itemId);
          const state = row?.flagged ? "flagged" : row ? "answered" : "open";
          return (
            <button
              key={itemId}
              type="button"
              className="tick"
              data-state={state}
              aria-current={index === at ? "step" : undefined}
              aria-label={`Item ${index + 1}, ${state}`}
              onClick={() => go(index)}
            >
              {index + 1}
            </button>
          );
        })}
      </nav>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {item && shown ? (
        <>
          <ItemForm
            key={item.id}
            item={item}
            response={stored?.response}
            disabled={checked}
            onChange={(response) => void save({ response, ...(hinted === item.id && { hinted: true }) })}
          />
          {canCheck && <Hint key={`${item.id}-hint`} item={item} onOpen={() => openHint(item.id)} />}
          {checked && (
            <ItemFeedback
              item={item}
              response={stored?.response}
              score={scoreItem(item, stored?.response, { strict: attempt.strict })}
            />
          )}
        </>
      ) : (
        <p>This item has changed since the attempt began. It does not count.</p>
      )}
      <div className="dockbar">
        {at > 0 && (
          <button type="button" className="btn" onClick={() => go(at - 1)}>
            Previous
          </button>
        )}
        {attempt.feedback === "end" && stored && (
          <button
            type="button"
            className="btn"
            aria-pressed={stored.flagged ?? false}
            onClick={() => void save({ flagged: !stored.flagged })}
          >
            {stored.flagged ? "Flagged" : "Flag"}
          </button>
        )}
        {canCheck && stored && <Sure value={stored.confidence} onChange={(confidence) => void save({ confidence })} />}
        {canCheck ? (
          <button type="button" className="btn primary" disabled={!stored} onClick={check}>
            Check
          </button>
        ) : last ? (
          <button type="button" className="btn primary" onClick={() => dialog.current?.showModal()}>
            Submit
          </button>
        ) : (
          <button type="button" className="btn primary" onClick={() => go(at + 1)}>
            Next
          </button>
        )}
        {!last && attempt.feedback === "end" && (
          <button type="button" className="btn quiet" onClick={() => dialog.current?.showModal()}>
            Submit now
          </button>
        )}
      </div>
      <dialog ref={dialog} aria-labelledby="submit-title">
        <div className="dialog-body">
          <h2 id="submit-title">Submit this attempt?</h2>
          <p>
            {answered} of {attempt.items.length} items answered{flagged > 0 && `, ${flagged} flagged`}. Open items earn
            nothing.
          </p>
          <div className="dialog-actions">
            <button type="button" className="btn" onClick={() => dialog.current?.close()}>
              Go on answering
            </button>
            <button type="button" className="btn primary" onClick={() => void submit()}>
              Submit
            </button>
          </div>
        </div>
      </dialog>
    </div>
  );
}
