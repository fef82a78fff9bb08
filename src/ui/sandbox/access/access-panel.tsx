import { useId, useMemo, useState } from "react";
import type { AccessCell } from "../../../sandbox/access-view.ts";
import { Link } from "../../shared/link.tsx";
import { useView } from "../../shared/terminal/use-view.ts";
import "./access.css";
import { Status } from "../../shared/status.tsx";

interface Chosen extends AccessCell {
  who: string;
  operationName: string;
}

/** Who can do what in a repository: a table of callers and operations, each cell with the reason. */
export function AccessPanel() {
  const [registry, setRegistry] = useState("");
  const [repository, setRepository] = useState("");
  const [chosen, setChosen] = useState<{ line: string; at: number } | undefined>(undefined);
  const ask = useMemo(
    () => ({ ...(registry !== "" && { registry }), ...(repository !== "" && { repository }) }),
    [registry, repository],
  );
  const access = useView("access", ask);
  const title = useId();
  if (access === undefined) return null;
  if (access === null) {
    return <p className="access muted">No registry yet. Create one to see who can do what in it.</p>;
  }
  const line = access.lines.find(({ name }) => name === chosen?.line);
  const cell = chosen && line?.cells[chosen.at];
  const detail: Chosen | undefined =
    cell && line && chosen ? { ...cell, who: line.name, operationName: access.operations[chosen.at] ?? "" } : undefined;
  return (
    <div className="access">
      <div className="access-choice">
        <label className="field">
          <span className="label">Registry</span>
          <select
            value={access.registry}
            onChange={(event) => {
              setRegistry(event.target.value);
              setRepository("");
            }}
          >
            {access.registries.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label className="field">
          <span className="label">Repository</span>
          <select value={access.repository} onChange={(event) => setRepository(event.target.value)}>
            {(access.repositories.length > 0 ? access.repositories : [access.repository]).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      <p className="small">
        <Mark allowed={access.network.allowed} /> <strong>From this machine.</strong> {access.network.because}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it. */}
      <section className="scroll" aria-labelledby={title} tabIndex={0}>
        <table>
          <caption id={title} className="visually-hidden">
            Who can do what in {access.registry}/{access.repository}
          </caption>
          <thead>
            <tr>
              <th scope="col">Who</th>
              {access.operations.map((operation) => (
                <th key={operation} scope="col">
                  {operation}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {access.lines.map(({ name, kind, cells }, row) => (
              <tr key={`${name}${row}`}>
                <th scope="row">
                  {name} {kind !== name && <span className="small muted">{kind}</span>}
                </th>
                {cells.map(({ allowed }, at) => (
                  <td key={access.operations[at]}>
                    <button
                      type="button"
                      className="cell"
                      data-allowed={allowed}
                      aria-pressed={chosen?.line === name && chosen.at === at}
                      onClick={() => setChosen({ line: name, at })}
                    >
                      <Mark allowed={allowed} />
                      <span className="visually-hidden">
                        {name}, {access.operations[at]}
                      </span>
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Status as="div" className="access-reason">
        {detail ? (
          <>
            <p>
              <Mark allowed={detail.allowed} />{" "}
              <strong>
                {detail.who}, {detail.operationName}
              </strong>
            </p>
            <p className="small">
              {detail.because} {detail.fact !== undefined && <Link to={`/facts/#${detail.fact}`}>Show the rule</Link>}
            </p>
          </>
        ) : (
          <p className="small muted">Select a cell to see which rule applies.</p>
        )}
      </Status>
    </div>
  );
}

const Mark = ({ allowed }: { allowed: boolean }) => (
  <span className="mark" data-allowed={allowed}>
    <span aria-hidden="true">{allowed ? "✓" : "✕"}</span>
    <span className="visually-hidden">{allowed ? "yes" : "no"}</span>
  </span>
);
