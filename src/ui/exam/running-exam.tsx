import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import type { Attempt } from "../../assessment/attempt.ts";
import type { ExamRun } from "../../assessment/exam-run.ts";
import { isLastSection, isLocked, neighbor, questionStates } from "../../assessment/exam-sections.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { isAnswered } from "../../assessment/score.ts";
import { toggleFlag } from "../../assessment/row-changes.ts";
import { LeaveDialog } from "../shared/item/leave-dialog.tsx";
import { Status } from "../shared/status.tsx";
import { ExamHeader, ResumedLine } from "./exam-header.tsx";
import { ExamKeyHints, ExamKeys } from "./exam-keys.tsx";
import { QuestionPanel } from "./question-panel.tsx";
import { ReviewPage } from "./review-page.tsx";
import { nextSectionText, sectionName } from "./section-name.ts";
import { useExam } from "./use-exam.ts";
import { useExamFrame } from "./use-exam-frame.ts";

type Asked = "section" | "submit" | "break" | "next";

const breakText =
  "The clock keeps running. The questions that you have seen are locked when you come back, so that you can’t change them.";

/** An exam under way: one question, the review screen, or a break. */
export function RunningExam({
  attempt,
  items,
  isReview,
}: {
  attempt: Attempt & { exam: ExamRun };
  items: ReadonlyMap<string, ScoredItem>;
  isReview: boolean;
}) {
  const navigate = useNavigate();
  const heading = useRef<HTMLHeadingElement>(null);
  const [asked, setAsked] = useState<Asked>();
  const { place, item, bodies, run, isMine, responses, savedAt, isSaving, problem, submit, actions } = useExam(
    attempt,
    items,
  );
  useExamFrame();
  const isLoaded = responses !== null && isMine !== null;
  const shown = [place.at, isReview, run.breakSince !== undefined].join();
  const shownBefore = useRef<string>(undefined);
  useEffect(() => {
    if (!isLoaded) return;
    heading.current?.focus();
    if (shownBefore.current !== undefined) window.scrollTo(0, 0);
    shownBefore.current = shown;
  }, [isLoaded, shown]);

  if (!responses || isMine === null) {
    return (
      <div className="exam" aria-busy="true">
        <h1 tabIndex={-1}>{attempt.title}</h1>
        <p className="muted">Loading your answers…</p>
      </div>
    );
  }
  const { sections, section, at } = place;
  const nextSection = sections[sections.indexOf(section) + 1];
  const isLast = isLastSection(place);
  const following = neighbor(place, 1);
  const preceding = neighbor(place, -1);
  const isDisabled = !isMine || isLocked(place, at);
  const isOnBreak = run.breakSince !== undefined;
  const row = item && responses.get(item.id);
  const numberOf = (index: number) => index - section.start + 1;
  const isOneWay = section.kind === "series" || place.linear;
  const thing = attempt.assigned ? "assignment" : "exam";

  const show = (review: boolean) => {
    if (review !== isReview) void navigate(`/exam/#${attempt.id}${review ? "/review" : ""}`, { replace: true });
  };
  const go = (to: number) => {
    setAsked(undefined);
    if (to !== at) void actions.go(item, to);
    else heading.current?.focus();
    show(false);
  };
  const review = () => {
    if (isMine && !isOnBreak) show(true);
  };
  const next = () => {
    if (place.linear && item && !isDisabled && !isAnswered(row?.response) && following !== undefined) setAsked("next");
    else if (following !== undefined) go(following);
    else if (isLast) review();
    else setAsked("section");
  };
  const leaveSection = async () => {
    setAsked(undefined);
    if (nextSection) await actions.leaveSection(item, nextSection.start);
    show(false);
  };
  const confirm: Record<Asked, () => unknown> = {
    section: leaveSection,
    next: () => following !== undefined && go(following),
    submit: async () => {
      if (!(await submit())) setAsked(undefined);
    },
    break: async () => {
      setAsked(undefined);
      await actions.startBreak(item);
    },
  };
  const endBreak = async () => {
    await actions.endBreak();
    const open = section.kind === "series" || following !== undefined ? following : preceding;
    if (open !== undefined) await actions.go(undefined, open);
  };
  const title = isOnBreak
    ? "Break"
    : isReview
      ? attempt.assigned
        ? "Review"
        : `Review: ${sectionName(section, bodies)}`
      : `Question ${numberOf(at)} of ${section.end - section.start}${attempt.assigned ? "" : " in this section"}`;

  return (
    <div className="exam">
      <ExamHeader
        attempt={attempt}
        savedAt={savedAt}
        isSaving={isSaving}
        sectionText={
          sections.length > 1
            ? `Section ${sections.indexOf(section) + 1} of ${sections.length}: ${sectionName(section, bodies)}`
            : ""
        }
        onBreak={run.breaks && isMine && !isOnBreak ? () => setAsked("break") : undefined}
      />
      <ResumedLine attempt={attempt} />
      {!isMine && (
        <div className="exam-notice">
          <Status>
            <strong>This {thing} is open in another tab.</strong> Here you can only read it.
          </Status>
          <button type="button" className="btn" onClick={() => void actions.acquire(true)}>
            Continue here
          </button>
        </div>
      )}
      {problem && (
        <p role="alert" className="exam-problem">
          {problem}
        </p>
      )}
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {isOnBreak ? (
        <>
          <p>{breakText}</p>
          <button type="button" className="btn primary" disabled={!isMine} onClick={() => void endBreak()}>
            End the break
          </button>
        </>
      ) : isReview && isMine ? (
        <ReviewPage
          place={place}
          items={items}
          responses={responses}
          submitLabel={`Submit the ${thing}`}
          onGo={go}
          onNextSection={isLast ? undefined : () => setAsked("section")}
          onSubmit={() => setAsked("submit")}
        />
      ) : (
        <>
          <ExamKeys
            next={() => isMine && next()}
            previous={() => isMine && preceding !== undefined && go(preceding)}
            flag={() => !isDisabled && item && void actions.change(item, toggleFlag)}
            review={review}
          />
          {isLocked(place, at) && (
            <p className="exam-notice">You saw this question before your break, so it’s locked.</p>
          )}
          {section.kind === "series" && (
            <p className="exam-notice">Once you go on to the next solution, you can’t come back to this one.</p>
          )}
          {place.linear && following !== undefined && (
            <p className="exam-notice">Once you go on to the next question, you can’t come back to this one.</p>
          )}
          {item ? (
            <QuestionPanel
              key={item.id}
              item={item}
              row={row}
              disabled={isDisabled}
              asksConfidence={run.asksConfidence}
              onChange={(change) => void actions.change(item, change)}
            />
          ) : (
            <p>This question is no longer available. It isn’t counted.</p>
          )}
          {item && isMine && <ExamKeyHints item={item} isTimed={run.seconds !== undefined} isOneWay={isOneWay} />}
          {isMine && (
            <div className="exam-dock">
              {!isOneWay && (
                <button
                  type="button"
                  className="btn"
                  disabled={preceding === undefined}
                  onClick={() => preceding !== undefined && go(preceding)}
                >
                  Previous
                </button>
              )}
              <button type="button" className="btn" onClick={review}>
                Review
              </button>
              <button type="button" className="btn primary" onClick={next}>
                {following !== undefined ? "Next" : isLast ? "Review and submit" : "Next section"}
              </button>
            </div>
          )}
        </>
      )}
      {asked && (
        <LeaveDialog
          title={
            {
              section: "Leave this section?",
              submit: `Submit this ${thing}?`,
              break: "Take a break?",
              next: "Go on without an answer?",
            }[asked]
          }
          states={questionStates(
            place,
            items,
            responses,
            { section, break: section, submit: undefined, next: { start: at, end: at + 1 } }[asked],
          )}
          numberOf={asked === "submit" ? (index) => index + 1 : numberOf}
          confirmLabel={
            { section: "Leave the section", submit: "Submit", break: "Start the break", next: "Go on" }[asked]
          }
          onGo={go}
          onConfirm={() => void confirm[asked]()}
          onClose={() => setAsked(undefined)}
        >
          {asked === "section" && (
            <p>You can’t return to this section. {nextSection && nextSectionText(nextSection)}</p>
          )}
          {asked === "break" && <p>{breakText}</p>}
          {asked === "next" && <p>You can’t come back to this question.</p>}
        </LeaveDialog>
      )}
    </div>
  );
}
