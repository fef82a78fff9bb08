import { Link } from "../link.tsx";
import type { ItemScore } from "../../../assessment/attempt.ts";
import { describeAnswer, describeKey } from "../../../assessment/describe-response.ts";
import type { Response, ScoredItem } from "../../../assessment/item.ts";
import { ReportItem } from "./report-item.tsx";

interface Line {
  id: string;
  html: string;
  rationale: string;
  right: boolean;
  chosen: boolean;
}

/** Every part of an item with its reason, whether it is right and whether it was chosen. */
function linesOf(item: ScoredItem, response: Response | undefined): Line[] {
  switch (item.type) {
    case "single":
    case "choose": {
      const chosen =
        response?.type === "single" ? [response.option] : response?.type === "choose" ? response.options : [];
      return item.options.map(({ id, html, rationale, correct }) => ({
        id,
        html,
        rationale,
        right: correct,
        chosen: chosen.includes(id),
      }));
    }
    case "statements":
      return item.statements.map(({ id, html, rationale, answer }) => ({
        id,
        html: `${html} <strong>${answer ? "Yes" : "No"}</strong>`,
        rationale,
        right: response?.type === "statements" && response.answers[id] === answer,
        chosen: response?.type === "statements" && response.answers[id] !== undefined,
      }));
    case "build-list":
      return item.steps.map(({ id, html, rationale }) => ({
        id,
        html: item.key.includes(id) ? `${item.key.indexOf(id) + 1}. ${html}` : html,
        rationale,
        right: item.key.includes(id),
        chosen: response?.type === "build-list" && response.steps.includes(id),
      }));
    case "matching":
      return item.targets.map(({ id, html, key, rationale }) => ({
        id,
        html: `${html}: <strong>${item.tokens.find((token) => token.id === key)?.html ?? ""}</strong>`,
        rationale,
        right: response?.type === "matching" && response.tokens[id] === key,
        chosen: response?.type === "matching" && response.tokens[id] !== undefined,
      }));
    case "dropdowns":
      return item.gaps.flatMap((gap) =>
        gap.choices.map(({ id, html, rationale, correct }) => ({
          id: `${gap.id}-${id}`,
          html: `${gap.label}: ${html}`,
          rationale,
          right: correct,
          chosen: response?.type === "dropdowns" && response.choices[gap.id] === id,
        })),
      );
    case "hot-area":
      return item.places.map(({ id, name, rationale, correct }) => ({
        id,
        html: name,
        rationale,
        right: correct,
        chosen: response?.type === "hot-area" && response.places.includes(id),
      }));
  }
}

function LineList({ lines, perRow }: { lines: Line[]; perRow: boolean }) {
  return (
    <ul className="options">
      {lines.map(({ id, html, rationale, right, chosen }) => (
        <li key={id} className="option" data-right={right || undefined} data-chosen={chosen || undefined}>
          <span className="say" dangerouslySetInnerHTML={{ __html: html }} />
          <span className="tags">
            {right && !perRow && <span className="tag right">Answer</span>}
            {perRow && (
              <span className={right ? "tag right" : "tag wrong"}>{right ? "Right" : chosen ? "Wrong" : "Open"}</span>
            )}
            {chosen && !perRow && <span className={right ? "tag right" : "tag wrong"}>Your answer</span>}
          </span>
          <p className="why" dangerouslySetInnerHTML={{ __html: rationale }} />
        </li>
      ))}
    </ul>
  );
}

/**
 * Verdict, points and reasons: of what was chosen first, then of the key, the others folded unless `all` is set; with
 * the way back into the chapter.
 */
export function ItemFeedback({
  item,
  response,
  score,
  all = false,
}: {
  item: ScoredItem;
  response: Response | undefined;
  score: ItemScore;
  all?: boolean;
}) {
  const verdict =
    score.earned === score.maximum
      ? "Right"
      : score.earned === 0
        ? "Not this one"
        : `Partly: ${score.earned} of ${score.maximum}`;
  const perRow = item.type === "statements" || item.type === "matching";
  const inSequence = perRow || item.type === "build-list";
  const lines = linesOf(item, response);
  const told = lines.filter(({ chosen, right }) => inSequence || chosen || right);
  const others = lines.filter((line) => !told.includes(line));
  if (!inSequence) told.sort((a, b) => Number(b.chosen) - Number(a.chosen));
  return (
    <div className="feedback" data-verdict={score.earned === score.maximum ? "right" : "wrong"}>
      <div className="verdict" role="status">
        <strong>{verdict}</strong>
        <span className="num muted">
          {score.earned} / {score.maximum}
        </span>
      </div>
      <div className="visually-hidden">
        <p>Your answer: {describeAnswer(item, response).join("; ")}</p>
        <p>The key: {describeKey(item).join("; ")}</p>
      </div>
      <LineList lines={all ? lines : told} perRow={perRow} />
      {!all && others.length > 0 && (
        <details className="others">
          <summary>Why not the {others.length === 1 ? "other" : "others"}</summary>
          <LineList lines={others} perRow={perRow} />
        </details>
      )}
      {item.realityCheck && (
        <div className="callout reality-line">
          <strong>Reality check.</strong> <span dangerouslySetInnerHTML={{ __html: item.realityCheck }} />
        </div>
      )}
      <p className="links small">
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
    </div>
  );
}
