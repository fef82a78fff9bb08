import { useMemo } from "react";
import { plainText } from "../../assessment/plain-text.ts";
import { reviewLines } from "../../assessment/review-lines.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { discriminationBand, facilityBand } from "../../assignment/analysis/bands.ts";
import { distractorFlagText } from "../../assignment/analysis/distractors.ts";
import { analyzeClass, type ItemAnalysis } from "../../assignment/analysis/item-analysis.ts";
import { optionsOf } from "../../assignment/analysis/item-options.ts";
import { unavailableText, type Measure } from "../../assignment/analysis/measure.ts";
import { analysisRows } from "../../assignment/class-data.ts";
import { pinnedItems, bodyKey } from "../../assignment/item-bodies.ts";
import { counted } from "../../assessment/counted.ts";
import { percent } from "../shared/percent.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { Pager } from "./pager.tsx";
import { ScrollRegion } from "./scroll-region.tsx";
import { usePage } from "./use-page.ts";

const pageSize = 40;

const number = (measure: Measure): string => (measure.available ? measure.value.toFixed(2).replace("-", "−") : "n/a");
const share = (measure: Measure): string => (measure.available ? percent(measure.value) : "n/a");

/** How the questions and the class did: tables first, advice in words. */
export function AnalysisPanel() {
  const rows = useGradebook((state) => state.rows);
  const bodies = useGradebook((state) => state.bodies);
  const { assignment } = useGradebook((state) => state.row.issued);
  const bodyOf = useMemo(
    () =>
      new Map(
        pinnedItems(assignment).flatMap((item): [string, ScoredItem][] => {
          const body = bodies.get(bodyKey(item));
          return body ? [[item.id, body]] : [];
        }),
      ),
    [assignment, bodies],
  );
  const analysis = useMemo(
    () => analyzeClass(analysisRows(rows, bodies), new Map([...bodyOf].map(([id, body]) => [id, optionsOf(body)]))),
    [rows, bodies, bodyOf],
  );
  const { totals, reliability } = analysis;
  const [page, setPage] = usePage(pageSize, analysis.items.length);
  if (analysis.learners === 0) {
    return (
      <section>
        <h2>Question analysis</h2>
        <p>Nothing to analyze yet: add submissions first.</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="analysis-title">
      <h2 id="analysis-title">Question analysis</h2>
      <p className="small muted">{analysis.basis.note}</p>
      {reliability.stability === "unstable" && (
        <p className="callout">Fewer than 30 learners: these numbers can change a lot with the next few submissions.</p>
      )}
      <table className="class-numbers">
        <caption>The class</caption>
        <tbody>
          {[
            ["Learners", String(totals.learners)],
            ["Mean", share(totals.mean)],
            ["Median", share(totals.median)],
            ["Standard deviation", share(totals.standardDeviation)],
            ["Lowest and highest", `${share(totals.lowest)} and ${share(totals.highest)}`],
            ["Cronbach’s α", measureText(reliability.alpha)],
            ["KR-20", measureText(reliability.kr20)],
            ["Standard error of a total, in points", measureText(reliability.standardError)],
          ].map(([title, value]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td className="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ScrollRegion label="Table of totals">
        <table>
          <caption>Totals</caption>
          <thead>
            <tr>
              {totals.histogram.map(({ from, to }) => (
                <th key={from} scope="col">
                  {Math.round(from * 100)}–{Math.round(to * 100)}%
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {totals.histogram.map(({ from, learners }) => (
                <td key={from} className="num">
                  {learners}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollRegion>
      <Items items={analysis.items.slice(page * pageSize, (page + 1) * pageSize)} bodyOf={bodyOf} />
      <Pager page={page} size={pageSize} total={analysis.items.length} go={setPage} />
      <dl className="small muted legend">
        <div>
          <dt>p</dt>
          <dd>mean share of the points: high is easy</dd>
        </div>
        <div>
          <dt>D</dt>
          <dd>p of the best 27% of learners minus p of the weakest 27%</dd>
        </div>
        <div>
          <dt>r_ir</dt>
          <dd>correlation with the other questions’ points (the discrimination index of some LMSs)</dd>
        </div>
        <div>
          <dt>r_pb</dt>
          <dd>correlation with the total, this question included (Canvas)</dd>
        </div>
      </dl>
    </section>
  );
}

const measureText = (measure: Measure): string =>
  measure.available ? number(measure) : unavailableText[measure.reason];

function Items({ items, bodyOf }: { items: readonly ItemAnalysis[]; bodyOf: ReadonlyMap<string, ScoredItem> }) {
  return (
    <ScrollRegion label="Table of questions">
      <table className="items">
        <caption>Questions</caption>
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Learners</th>
            <th scope="col">All / some / no points</th>
            <th scope="col">p</th>
            <th scope="col">D</th>
            <th scope="col">r_ir</th>
            <th scope="col">r_pb</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.itemId}>
              <th scope="row">
                <ItemCell item={item} body={bodyOf.get(item.itemId)} />
              </th>
              <td className="num">{item.learners}</td>
              <td className="num">
                {item.counts.full} / {item.counts.partial} / {item.counts.none}
                {item.counts.blank > 0 && <span className="small muted"> ({item.counts.blank} blank)</span>}
              </td>
              <td className="num">{number(item.facility)}</td>
              <td className="num">{number(item.discrimination)}</td>
              <td className="num">{number(item.itemRest)}</td>
              <td className="num">{number(item.pointBiserial)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Texts of an item's options, by the ids that the analysis uses. */
function optionTexts(body: ScoredItem): Map<string, string> {
  const lines = reviewLines(body, undefined).map(({ id, html }): [string, string] => [id, plainText(html)]);
  const gaps =
    body.type === "dropdowns"
      ? body.gaps.flatMap((gap) =>
          gap.choices.map((choice): [string, string] => [
            `${gap.id}=${choice.id}`,
            `${gap.label}: ${plainText(choice.html)}`,
          ]),
        )
      : [];
  return new Map([...lines, ...gaps]);
}

function ItemCell({ item, body }: { item: ItemAnalysis; body: ScoredItem | undefined }) {
  const advice = [
    ...(item.facility.available ? [facilityBand(item.facility.value)] : []),
    ...(item.itemRest.available ? [discriminationBand(item.itemRest.value)] : []),
  ].filter(({ id }) => id !== "usual" && id !== "good");
  const flagged = item.options?.options.filter(({ flags }) => flags.length > 0).length ?? 0;
  const texts = body ? optionTexts(body) : new Map<string, string>();
  return (
    <>
      {body ? plainText(body.stem) : item.itemId} <span className="small muted">{item.itemId}</span>
      {item.stability === "counts-only" ? (
        <span className="advice muted">Fewer than 10 learners: counts only.</span>
      ) : (
        advice.map(({ id, label, guidance }) => (
          <span key={id} className="advice">
            <strong>{label}.</strong> {guidance}
          </span>
        ))
      )}
      {item.options && (
        <details>
          <summary>Options{flagged > 0 && `, ${counted(flagged, "distractor")} to look at`}</summary>
          <table className="options">
            <caption className="visually-hidden">Options of {item.itemId}</caption>
            <thead>
              <tr>
                <th scope="col">Option</th>
                <th scope="col">Chosen</th>
                <th scope="col">Share</th>
                <th scope="col">r_pb</th>
                <th scope="col">Best / weakest 27%</th>
              </tr>
            </thead>
            <tbody>
              {item.options.options.map((option) => (
                <tr key={option.id}>
                  <th scope="row">
                    {option.correct && <span className="tag right">Key</span>} {texts.get(option.id) ?? option.id}
                    {option.flags.map((flag) => (
                      <span key={flag} className="advice">
                        {distractorFlagText[flag]}
                      </span>
                    ))}
                  </th>
                  <td className="num">{option.chosen}</td>
                  <td className="num">{share(option.share)}</td>
                  <td className="num">{number(option.pointBiserial)}</td>
                  <td className="num">
                    {option.upper} / {option.lower}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </>
  );
}
