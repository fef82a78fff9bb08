import type { ReactNode } from "react";
import type { Exhibit } from "../../../assessment/item.ts";
import { Html } from "../html.tsx";

/** What a hot area shows. `place` draws a part of it, which can be chosen if it has the id of a place. */
export function ExhibitFigure({
  exhibit,
  place,
}: {
  exhibit: Exhibit;
  place(id: string | undefined, html: string): ReactNode;
}) {
  return (
    <figure className="exhibit" data-rove-group="">
      <figcaption className="small muted">{exhibit.title}</figcaption>
      {exhibit.kind === "form" && (
        <dl>
          {exhibit.rows.map((row, at) => (
            <div key={at}>
              <dt dangerouslySetInnerHTML={{ __html: row.label }} />
              <dd>{place(row.place, row.value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {exhibit.kind === "trace" && (
        <ol>
          {exhibit.lines.map((line, at) => (
            <li key={at} className="mono">
              {place(line.place, line.html)}
            </li>
          ))}
        </ol>
      )}
      {exhibit.kind === "table" && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                {exhibit.columns.map((column, at) => (
                  <th key={at} scope="col">
                    <Html html={column} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {exhibit.rows.map((row, at) => (
                <tr key={at}>
                  <th scope="row">
                    <Html html={row.label} />
                  </th>
                  {row.cells.map((cell, index) => (
                    <td key={index}>{place(cell.place, cell.html)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </figure>
  );
}
