import { describeKey } from "../../assessment/describe-response.ts";
import type { Item } from "../../assessment/item.ts";
import { reviewLines } from "../../assessment/review-lines.ts";
import { Html } from "../shared/html.tsx";

/** The key of a question with the reasons, and what the other rules say where the answer depends on them. */
export function PrintedAnswer({ item, number }: { item: Item; number: number }) {
  return (
    <article className="printed" aria-label={`Answer ${number}`}>
      <h3>
        {number}. <span className="muted">{item.id}</span>
      </h3>
      {item.type === "reveal" ? (
        <div dangerouslySetInnerHTML={{ __html: item.answer }} />
      ) : (
        <>
          <ul className="key">
            {describeKey(item).map((line) => (
              <li key={line}>
                <strong>{line}</strong>
              </li>
            ))}
          </ul>
          {item.type === "command" && <div dangerouslySetInnerHTML={{ __html: item.rationale }} />}
          <ul className="reasons">
            {reviewLines(item, undefined)
              .filter(({ rationale }) => rationale !== "")
              .map(({ id, html, rationale }) => (
                <li key={id}>
                  <Html html={html} />: <Html html={rationale} />
                </li>
              ))}
          </ul>
        </>
      )}
      {item.type !== "reveal" && item.realityCheck && <div dangerouslySetInnerHTML={{ __html: item.realityCheck }} />}
    </article>
  );
}
