import { useMemo } from "react";
import { classMap, type ClassMap } from "../../assignment/analysis/class-map.ts";
import { mapRows } from "../../assignment/class-data.ts";
import { ownObjective } from "../../assignment/own-question.ts";
import type { Misconception, Objective } from "../../content/content.ts";
import { Html } from "../shared/html.tsx";
import { percent } from "../shared/percent.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { learnerName } from "./mark-text.ts";
import { Pager } from "./pager.tsx";
import { ScrollRegion } from "./scroll-region.tsx";
import { usePage } from "./use-page.ts";

const pageSize = 25;

/** How strongly a cell is shaded, from 0 to 4; the number in it says the same. */
const level = (share: number): number => Math.min(4, Math.floor(share * 5));

interface ClassMapPanelProps {
  objectives: readonly Objective[];
  misconceptions: readonly Misconception[];
}

/** Where the class stands: by objective, by wrong idea, and for each learner. */
export function ClassMapPanel({ objectives, misconceptions }: ClassMapPanelProps) {
  const rows = useGradebook((state) => state.rows);
  const bodies = useGradebook((state) => state.bodies);
  const map = useMemo(() => classMap(mapRows(rows, bodies)), [rows, bodies]);
  const titleOf = new Map([
    ...objectives.map(({ id, title }): [string, string] => [id, title]),
    [ownObjective, "Questions of your own"],
  ]);
  if (map.learners.length === 0) {
    return (
      <section>
        <h2>Class map</h2>
        <p>Nothing to map yet: add submissions first.</p>
      </section>
    );
  }
  return (
    <section aria-labelledby="map-title">
      <h2 id="map-title">Class map</h2>
      <p className="small muted">First attempts. A darker cell is a larger share; each cell has its number.</p>
      <ObjectivesTable map={map} titleOf={titleOf} />
      <MisconceptionsTable map={map} misconceptions={misconceptions} profile={useProfile()} />
      <LearnersMap map={map} titleOf={titleOf} />
    </section>
  );
}

const useProfile = () => useGradebook((state) => state.row.issued.assignment.profile);

function ObjectivesTable({ map, titleOf }: { map: ClassMap; titleOf: ReadonlyMap<string, string> }) {
  return (
    <ScrollRegion label="Class by objective">
      <table className="heat-table">
        <caption>By objective</caption>
        <thead>
          <tr>
            <th scope="col">Objective</th>
            <th scope="col">Points</th>
            <th scope="col">Learners asked</th>
          </tr>
        </thead>
        <tbody>
          {map.objectives.map(({ objective, share, learners }) => (
            <tr key={objective}>
              <th scope="row">
                {objective} <span className="muted">{titleOf.get(objective)}</span>
              </th>
              <td className="num" data-level={level(share)}>
                {percent(share)}
              </td>
              <td className="num">{learners}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface MisconceptionsTableProps {
  map: ClassMap;
  misconceptions: readonly Misconception[];
  profile: "chapter" | "azure";
}

function MisconceptionsTable({ map, misconceptions, profile }: MisconceptionsTableProps) {
  const held = map.misconceptions.filter((entry) => entry.held > 0);
  const wrongOf = new Map(misconceptions.map(({ id, wrong }) => [id, wrong[profile]]));
  if (held.length === 0) return <p>Nobody chose an option that stands for a known wrong idea.</p>;
  return (
    <ScrollRegion label="Class by wrong idea">
      <table className="heat-table">
        <caption>By wrong idea</caption>
        <thead>
          <tr>
            <th scope="col">Wrong idea</th>
            <th scope="col">Chosen by</th>
            <th scope="col">Learners asked</th>
          </tr>
        </thead>
        <tbody>
          {held.map(({ code, held: count, offered }) => (
            <tr key={code}>
              <th scope="row">
                <span className="muted">{code}</span> <Html html={wrongOf.get(code) ?? ""} />
              </th>
              <td className="num" data-level={level(count / offered)}>
                {count} ({percent(count / offered)})
              </td>
              <td className="num">{offered}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function LearnersMap({ map, titleOf }: { map: ClassMap; titleOf: ReadonlyMap<string, string> }) {
  const rows = useGradebook((state) => state.rows);
  const [page, setPage] = usePage(pageSize, map.learners.length);
  const nameOf = new Map(rows.map((row) => [row.key, learnerName(row)]));
  const shown = map.learners.slice(page * pageSize, (page + 1) * pageSize);
  return (
    <>
      <ScrollRegion label="Learners by objective">
        <table className="heat-table">
          <caption>Each learner</caption>
          <thead>
            <tr>
              <th scope="col">Learner</th>
              {map.objectives.map(({ objective }) => (
                <th key={objective} scope="col">
                  <abbr title={titleOf.get(objective)}>{objective}</abbr>
                </th>
              ))}
              <th scope="col">Wrong ideas</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ learner, objectives, misconceptions }) => {
              const shares = new Map(objectives.map(({ objective, share }) => [objective, share]));
              return (
                <tr key={learner}>
                  <th scope="row">
                    <bdi>{nameOf.get(learner) ?? learner}</bdi>
                  </th>
                  {map.objectives.map(({ objective }) => {
                    const share = shares.get(objective);
                    return share === undefined ? (
                      <td key={objective} className="muted">
                        –<span className="visually-hidden"> not asked</span>
                      </td>
                    ) : (
                      <td key={objective} className="num" data-level={level(share)}>
                        {percent(share)}
                      </td>
                    );
                  })}
                  <td>{misconceptions.join(", ")}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <Pager page={page} size={pageSize} total={map.learners.length} go={setPage} />
    </>
  );
}
