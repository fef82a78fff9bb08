import type { Attempt } from "../../assessment/attempt.ts";
import type { ReturnedResult } from "../../assignment/returned-result.ts";
import { dateText } from "../shared/item/attempt-history.tsx";
import { percent } from "../shared/percent.ts";

const points = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** What the instructor gave back: the mark that counts, remarks, and comments on questions. */
export function ReturnedPanel({ result, attempt }: { result: ReturnedResult; attempt: Attempt | undefined }) {
  const { earned, maximum, passed, remark, comment, items, at } = result;
  const numberOf = (itemId: string) => (attempt?.items.findIndex((item) => item.itemId === itemId) ?? -1) + 1;
  const commented = items.filter((item) => item.comment).toSorted((a, b) => numberOf(a.itemId) - numberOf(b.itemId));
  return (
    <section className="assigned-result" aria-label="Result from your instructor">
      <p className="where">
        {points.format(earned)} of {points.format(maximum)} points, {percent(maximum === 0 ? 0 : earned / maximum)}:{" "}
        {passed ? "passed" : "not passed"}
      </p>
      <p className="muted small">
        From your instructor, {dateText(at)}. This mark counts, not the score that your device computed.
      </p>
      {remark !== "" && <p>{remark}</p>}
      {comment !== "" && <p className="assigned-text">{comment}</p>}
      {commented.length > 0 && (
        <dl className="assigned-facts">
          {commented.map((item) => (
            <div key={item.itemId}>
              <dt>Question {numberOf(item.itemId) || item.itemId}</dt>
              <dd>{item.comment}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
