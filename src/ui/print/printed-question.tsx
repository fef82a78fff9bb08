import type { Item, ScoredItem } from "../../assessment/item.ts";
import { ExhibitFigure } from "../shared/item/exhibit-figure.tsx";
import { letters } from "../shared/item/letters.ts";
import { Html } from "../shared/html.tsx";
import { SeriesSituation } from "../shared/item/series-situation.tsx";

/** A question for paper: everything that a screen shows in menus and buttons is written out. */
export function PrintedQuestion({ item, number }: { item: Item; number: number }) {
  return (
    <article className="printed" id={`question-${number}`} aria-label={`Question ${number}`}>
      <h3>
        {number}. <span className="muted">{item.id}</span>
      </h3>
      {item.type === "series" && <SeriesSituation series={item.series} />}
      <div className="stem" dangerouslySetInnerHTML={{ __html: item.stem }} />
      {item.type === "reveal" ? <p className="write-here" /> : <Parts item={item} />}
    </article>
  );
}

/** Parts of a question in a list, each with a letter. */
const Lettered = ({ list, box }: { list: readonly { id: string; html: string }[]; box?: string }) => (
  <ol className="lettered">
    {list.map(({ id, html }, at) => (
      <li key={id}>
        <span aria-hidden="true">{box}</span> <strong>{letters[at]}</strong> <Html html={html} />
      </li>
    ))}
  </ol>
);

function Parts({ item }: { item: ScoredItem }) {
  switch (item.type) {
    case "single":
    case "choose":
      return <Lettered list={item.options} box={item.type === "single" ? "○" : "□"} />;
    case "statements":
      return (
        <ul className="lettered">
          {item.statements.map(({ id, html }) => (
            <li key={id}>
              <Html html={html} /> <span className="muted">○ Yes ○ No</span>
            </li>
          ))}
        </ul>
      );
    case "build-list":
      return <Lettered list={item.steps} />;
    case "matching":
      return (
        <>
          <ul className="lettered">
            {item.targets.map(({ id, html }) => (
              <li key={id}>
                <Html html={html} />: <span className="blank" />
              </li>
            ))}
          </ul>
          <p className="muted small">{item.reuse ? "Each can be used more than once:" : "Choose from:"}</p>
          <Lettered list={item.tokens} />
        </>
      );
    case "dropdowns":
      return (
        <p className={item.command ? "mono" : undefined}>
          {item.parts.map((part, at) => {
            if ("text" in part) return <span key={at}>{part.text}</span>;
            const choices = item.gaps.find(({ id }) => id === part.gap)?.choices ?? [];
            return (
              <span key={at} className="gap">
                {"[ "}
                {choices.map(({ id, html }, nth) => (
                  <span key={id}>
                    {nth > 0 && " | "}
                    <Html html={html} />
                  </span>
                ))}
                {" ]"}
              </span>
            );
          })}
        </p>
      );
    case "hot-area":
      return (
        <>
          <ExhibitFigure exhibit={item.exhibit} place={(_id, html) => <Html html={html} />} />
          <Lettered list={item.places.map(({ id, name }) => ({ id, html: name }))} box="□" />
        </>
      );
    case "series":
      return <p className="muted">Does the solution meet the goal? ○ Yes ○ No</p>;
    case "command":
      return (
        <ul className="lettered">
          {item.goals.map(({ id, html }) => (
            <li key={id}>
              <span aria-hidden="true">□</span> <Html html={html} />
            </li>
          ))}
        </ul>
      );
  }
}
