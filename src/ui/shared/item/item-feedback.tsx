import "./item.css";
import { useEffect, useRef, useState } from "react";
import { familyOfItem } from "../../../assessment/item-id.ts";
import { sandboxPath } from "../../../content/sandbox-link.ts";
import { Html } from "../html.tsx";
import { Link } from "../link.tsx";
import type { ItemScore } from "../../../assessment/attempt.ts";
import { describeAnswer, describeKey } from "../../../assessment/describe-response.ts";
import type { CommandItem, Response, ScoredItem } from "../../../assessment/item.ts";
import { hasRows, outcomeOf, reviewLines, type Outcome, type ReviewLine } from "../../../assessment/review-lines.ts";
import { isAnswered, scoreItem } from "../../../assessment/score.ts";
import { CommandLines } from "./command-goals.tsx";
import { ReportItem } from "./report-item.tsx";
import { Status } from "../status.tsx";
import { letters } from "./letters.ts";

/** How an answer went, in words. */
export function outcomeText(outcome: Outcome, { earned, maximum }: Pick<ItemScore, "earned" | "maximum">): string {
  switch (outcome) {
    case "correct":
      return "Correct";
    case "partly":
      return `Partly correct: ${earned} of ${maximum}`;
    case "incorrect":
      return "Incorrect";
    case "unanswered":
      return "Not answered";
  }
}

/** The tags of a part: how its row went, or whether it is the answer and was chosen. */
function tagsOf({ isRight, isChosen, choice }: ReviewLine, item: ScoredItem): { text: string; tone: string }[] {
  const tone = isRight ? "right" : "wrong";
  if (item.type === "command" && isChosen) return [{ text: isRight ? "Met" : "Not met", tone }];
  if (hasRows(item)) {
    return [isChosen ? { text: isRight ? "Correct" : "Incorrect", tone } : { text: "Not answered", tone: "caution" }];
  }
  if (item.type === "build-list") {
    const own = choice ? [{ text: `Your ${choice}`, tone }] : [];
    return isRight ? own : [{ text: "Not part of the answer", tone: "caution" }, ...own];
  }
  return [
    ...(isRight ? [{ text: "Correct answer", tone: "right" }] : []),
    ...(isChosen ? [{ text: "Your answer", tone }] : []),
  ];
}

function LineList({
  item,
  lines,
  isExplained,
}: {
  item: ScoredItem;
  lines: readonly ReviewLine[];
  /** Whether a part's reason is shown. */
  isExplained(line: ReviewLine): boolean;
}) {
  return (
    <ul className="options">
      {lines.map((line) => {
        const { id, html, rationale, isRight, isChosen, choice } = line;
        const at = "options" in item ? item.options.findIndex((option) => option.id === id) : -1;
        return (
          <li
            key={id}
            className="option"
            data-right={isRight || undefined}
            data-chosen={(isChosen && !hasRows(item)) || undefined}
          >
            <span className="say">
              {at >= 0 && <span className="letter">{letters[at]} </span>}
              <Html html={html} />
            </span>
            <span className="tags">
              {tagsOf(line, item).map(({ text, tone }) => (
                <span key={text} className={`tag ${tone}`}>
                  {text}
                </span>
              ))}
            </span>
            {item.type === "matching" && choice && (
              <p className="why">
                Your answer: <Html html={choice} />
              </p>
            )}
            {isExplained(line) && rationale !== "" && (
              <p className="why" dangerouslySetInnerHTML={{ __html: rationale }} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Every part in its place, with the reasons of what was chosen and of the key; the other reasons on request. */
function InPlace({ item, lines, told }: { item: ScoredItem; lines: ReviewLine[]; told: ReviewLine[] }) {
  const [isFull, setIsFull] = useState(false);
  return (
    <>
      <LineList item={item} lines={lines} isExplained={(line) => isFull || told.includes(line)} />
      {told.length < lines.length && (
        <button type="button" className="btn quiet small" aria-expanded={isFull} onClick={() => setIsFull(!isFull)}>
          {isFull ? "Hide the other explanations" : "Explain the other options"}
        </button>
      )}
    </>
  );
}

/** What was chosen first, then the key; the others folded. */
function ChosenFirst({ item, lines, told }: { item: ScoredItem; lines: ReviewLine[]; told: ReviewLine[] }) {
  const others = lines.filter((line) => !told.includes(line));
  const sorted =
    hasRows(item) || item.type === "build-list"
      ? told
      : told.toSorted((a, b) => Number(b.isChosen) - Number(a.isChosen));
  return (
    <>
      <LineList item={item} lines={sorted} isExplained={() => true} />
      {others.length > 0 && (
        <details className="others">
          <summary>Why not the {others.length === 1 ? "other" : "others"}?</summary>
          <LineList item={item} lines={others} isExplained={() => true} />
        </details>
      )}
    </>
  );
}

/** What was entered, a way to meet the goals with its reason, and ways that look right and aren't. */
function Solution({ item, response }: { item: CommandItem; response: Response | undefined }) {
  const entered = response?.type === "command" ? response.commands : [];
  return (
    <div className="solution">
      {entered.length > 0 && (
        <>
          <p className="solution-title">Your commands</p>
          <CommandLines lines={entered} label="Your commands" />
        </>
      )}
      <p className="solution-title">One solution</p>
      <CommandLines lines={item.solutions[0] ?? []} label="One solution" />
      <p className="why" dangerouslySetInnerHTML={{ __html: item.rationale }} />
      <details className="others">
        <summary>Why not another way?</summary>
        <ul className="options">
          {item.wrong.map(({ id, commands, rationale }) => (
            <li key={id} className="option">
              <CommandLines lines={commands} label="Commands that don’t meet the goals" />
              <p className="why" dangerouslySetInnerHTML={{ __html: rationale }} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** What explains a question as a whole: a solution, a reality check, and where to read more. */
function Reasons({ item, response, inPlace }: { item: ScoredItem; response: Response | undefined; inPlace: boolean }) {
  return (
    <>
      {item.type === "command" && <Solution item={item} response={inPlace ? response : undefined} />}
      {item.realityCheck && (
        <div className="callout reality-line">
          <strong>Reality check.</strong> <Html html={item.realityCheck} />
        </div>
      )}
      <p className="links small">
        {familyOfItem(item.id) !== undefined && (
          <Link to={`/${sandboxPath(item.id)}`} className="try">
            Try it in the sandbox
          </Link>
        )}
        {item.refs.map(({ href, title }) => (
          <Link key={href} to={href}>
            Read: {title}
          </Link>
        ))}
        {item.sources.map(({ url, title, date }) => (
          <a key={url} href={url} rel="noreferrer">
            {title} (read {date})
          </a>
        ))}
      </p>
      <div className="report">
        <ReportItem item={item} response={response} />
      </div>
    </>
  );
}

/**
 * Verdict, points and reasons, with the way back into the chapter. Where the form still shows the answer, what was
 * chosen comes first; `inPlace` marks every part where it was instead.
 */
export function ItemFeedback({
  item,
  response,
  score,
  secondTry,
  returns = false,
  inPlace = false,
  explained = true,
  takesFocus = false,
}: {
  item: ScoredItem;
  response: Response | undefined;
  score: ItemScore;
  /** A second answer, which is explained and doesn't count. */
  secondTry?: Response | undefined;
  /** Whether a later question asks about the wrong idea again. */
  returns?: boolean;
  inPlace?: boolean;
  /** Whether the reasons are shown, and what to read; the key is shown either way. */
  explained?: boolean;
  /** Moves the focus to the verdict, because the button that was pressed is gone. */
  takesFocus?: boolean;
}) {
  const verdict = useRef<HTMLParagraphElement & HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) verdict.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  const outcome = outcomeOf(score, isAnswered(response));
  const lines = reviewLines(item, response).map((line) => (explained ? line : { ...line, rationale: "" }));
  const inSequence = hasRows(item) || item.type === "build-list";
  const chosenAgain = new Set(
    secondTry ? reviewLines(item, secondTry).flatMap(({ id, isChosen }) => (isChosen ? [id] : [])) : [],
  );
  const told = lines.filter(
    ({ id, isChosen, isRight }) => !explained || inSequence || isChosen || isRight || chosenAgain.has(id),
  );
  return (
    <div className="feedback" data-verdict={outcome}>
      <Status as="div" className="verdict" ref={verdict} tabIndex={-1}>
        <strong>{outcomeText(outcome, score)}</strong>
        <span className="num muted">
          {score.earned} / {score.maximum}
        </span>
      </Status>
      {secondTry && (
        <p className="second-try">
          Second try:{" "}
          {outcomeText(outcomeOf(scoreItem(item, secondTry), true), scoreItem(item, secondTry)).toLowerCase()}. Your
          first answer counts.
        </p>
      )}
      {returns && (
        <p className="second-try">You were certain, so a question like this returns later in this practice.</p>
      )}
      <div className="visually-hidden">
        <p>Your answer: {describeAnswer(item, response).join("; ")}</p>
        <p>Correct answer: {describeKey(item).join("; ")}</p>
      </div>
      {inPlace ? (
        <InPlace item={item} lines={lines} told={told} />
      ) : (
        <ChosenFirst item={item} lines={lines} told={told} />
      )}
      {explained && <Reasons item={item} response={response} inPlace={inPlace} />}
    </div>
  );
}
