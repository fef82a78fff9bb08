import { useState } from "react";
import type { Item, Response, ScoredItem } from "../../assessment/item.ts";
import { scoreItem } from "../../assessment/score.ts";
import type { AuthorEntry } from "../../content/author.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { Hint } from "../shared/item/hint.tsx";
import { ItemFeedback } from "../shared/item/item-feedback.tsx";
import { ItemForm } from "../shared/item/item-form.tsx";
import { profileNames } from "../shared/profile-names.ts";

/** A question under both profiles with every rationale, and below what the checks say and what it resembles. */
export function AuthorItem({ entry: { item, place, rightIf, findings, neighbors } }: { entry: AuthorEntry }) {
  return (
    <article>
      <h1>{item.id}</h1>
      <p className="muted">
        {item.objective}, {item.type}, {item.bloom}, difficulty {item.difficulty}, profile {item.profile}, {item.status}
        . <code>{place}</code>
      </p>
      <div className="profiles">
        <BodySection title={profileNames.chapter} body={item.chapter} />
        <BodySection title={profileNames.azure} body={item.azure} />
      </div>
      {rightIf.length > 0 && (
        <section>
          <h2>Other stems for these options</h2>
          <dl>
            {rightIf.map(({ option, stem }) => (
              <div key={option + stem}>
                <dt>
                  <code>{option}</code> would be right for
                </dt>
                <dd>{stem}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <section>
        <h2>Checks</h2>
        {findings.length === 0 ? (
          <p>Nothing found.</p>
        ) : (
          <ul>
            {findings.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        )}
      </section>
      {neighbors.length > 0 && (
        <section>
          <h2>Nearest stems</h2>
          <ul>
            {neighbors.map(({ id, similarity }) => (
              <li key={id}>
                <a href={`#${id}`}>{id}</a> <span className="muted">{Math.round(100 * similarity)}% in common</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function BodySection({ title, body }: { title: string; body: Item | undefined }) {
  return (
    <section>
      <h2>{title}</h2>
      {!body ? (
        <p className="muted">No version for these rules.</p>
      ) : body.type === "reveal" ? (
        <div dangerouslySetInnerHTML={{ __html: body.stem + body.answer }} />
      ) : (
        <Played item={body} />
      )}
    </section>
  );
}

/** The question to answer, and the feedback on the present answer beside it. */
function Played({ item }: { item: ScoredItem }) {
  const [response, setResponse] = useState<Response>();
  return (
    <>
      {item.case && <CasePanel study={item.case} open={false} />}
      <ItemForm item={item} response={response} onChange={setResponse} disabled={false} />
      <Hint item={item} onOpen={() => undefined} />
      <ItemFeedback item={item} response={response} score={scoreItem(item, response)} inPlace />
    </>
  );
}
