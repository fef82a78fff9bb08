import { useEffect, useState } from "react";
import type { Comparison } from "../../../sandbox/compare-view.ts";
import { useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { Status } from "../../shared/status.tsx";

const words = { "+": "added", "-": "removed", "~": "changed" } as const;

/** How two moments differ, by kind of thing, with the values on both sides. */
export function ComparisonView({ from, to }: { from: string; to: string }) {
  const store = useSandboxApi();
  const [found, setFound] = useState<Comparison | undefined>(undefined);
  useEffect(() => {
    let current = true;
    store
      .getState()
      .ask("compare", { from, to })
      .then((answer) => current && setFound(answer))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [store, from, to]);
  if (!found) return <Status>Comparing…</Status>;
  if (found.groups.length === 0) return <Status>No differences.</Status>;
  return (
    <div className="comparison">
      {found.groups.map(({ kind, differences, omitted }) => (
        <section key={kind}>
          <h3>{kind.charAt(0).toUpperCase() + kind.slice(1)}</h3>
          <ul>
            {differences.map(({ sign, name, fields }) => (
              <li key={`${sign}${name}`}>
                <p>
                  <span className="sign mono" data-sign={sign} aria-hidden="true">
                    {sign}
                  </span>{" "}
                  <span className="mono">{name}</span> <span className="small muted">{words[sign]}</span>
                </p>
                {fields.length > 0 && (
                  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard has to reach it.
                  <section className="scroll" aria-label={`What changed in ${name}`} tabIndex={0}>
                    <table>
                      <thead>
                        <tr>
                          <th scope="col">Field</th>
                          <th scope="col">Before</th>
                          <th scope="col">After</th>
                        </tr>
                      </thead>
                      <tbody>
                        {fields.map(({ path, before, after }) => (
                          <tr key={path}>
                            <th scope="row">{path}</th>
                            <td>{before ?? "–"}</td>
                            <td>{after ?? "–"}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </section>
                )}
              </li>
            ))}
          </ul>
          {omitted > 0 && <p className="small muted">{omitted} more</p>}
        </section>
      ))}
    </div>
  );
}
