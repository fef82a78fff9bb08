import { useState, type ReactNode } from "react";
import type { HotAreaItem } from "../../../assessment/item.ts";
import type { FormProps } from "./item-form.tsx";

/** An exhibit whose places can be pressed, and the same places as a plain list. */
export function HotAreaForm({ item, response, onChange, disabled }: FormProps<HotAreaItem>) {
  const chosen = response?.type === "hot-area" ? response.places : [];
  const [refused, setRefused] = useState(false);
  const toggle = (id: string) => {
    const has = chosen.includes(id);
    if (!has && chosen.length >= item.choose) return setRefused(true);
    setRefused(false);
    onChange({ type: "hot-area", places: has ? chosen.filter((one) => one !== id) : [...chosen, id] });
  };
  const place = (id: string | undefined, html: string): ReactNode => {
    const text = <span dangerouslySetInnerHTML={{ __html: html }} />;
    const known = item.places.find((one) => one.id === id);
    if (!known) return text;
    return (
      <button
        type="button"
        className="place"
        aria-pressed={chosen.includes(known.id)}
        aria-label={known.name}
        disabled={disabled}
        onClick={() => toggle(known.id)}
      >
        {text}
      </button>
    );
  };
  const { exhibit } = item;
  return (
    <>
      <figure className="exhibit">
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
                    <th key={at} scope="col" dangerouslySetInnerHTML={{ __html: column }} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {exhibit.rows.map((row, at) => (
                  <tr key={at}>
                    <th scope="row" dangerouslySetInnerHTML={{ __html: row.label }} />
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
      <details className="small">
        <summary>The same places as a list</summary>
        <ul className="places">
          {item.places.map(({ id, name }) => (
            <li key={id}>
              <label>
                <input type="checkbox" checked={chosen.includes(id)} disabled={disabled} onChange={() => toggle(id)} />{" "}
                {name}
              </label>
            </li>
          ))}
        </ul>
      </details>
      <p role="status" className="refused">
        {refused && `Select ${item.choose}. Take one back to select another.`}
      </p>
    </>
  );
}
