import { useState, type ReactNode } from "react";
import type { HotAreaItem } from "../../../assessment/item.ts";
import { fullText } from "./full-text.ts";
import { Html } from "../html.tsx";
import type { FormProps } from "./form-props.ts";
import { useRoving } from "./use-roving.ts";
import { Status } from "../status.tsx";

/** An exhibit whose places are buttons, all in one Tab stop, and the same places as a plain list. */
export function HotAreaForm({ item, response, onChange, disabled }: FormProps<HotAreaItem>) {
  const chosen = response?.type === "hot-area" ? response.places : [];
  const [isFull, setIsFull] = useState(false);
  const roving = useRoving(item.places.length);
  const toggle = (id: string) => {
    const has = chosen.includes(id);
    if (!has && chosen.length >= item.choose) return setIsFull(true);
    setIsFull(false);
    onChange({ type: "hot-area", places: has ? chosen.filter((place) => place !== id) : [...chosen, id] });
  };
  const place = (id: string | undefined, html: string): ReactNode => {
    const text = <Html html={html} />;
    const known = item.places.find((place) => place.id === id);
    if (!known) return text;
    return (
      <button
        type="button"
        className="place"
        data-answer=""
        {...roving(item.places.indexOf(known))}
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
      <details className="small">
        <summary>Show the places as a list</summary>
        <ul className="places">
          {item.places.map(({ id, name }) => (
            <li key={id}>
              <label htmlFor={`${item.id}-${id}`}>
                <input
                  id={`${item.id}-${id}`}
                  type="checkbox"
                  checked={chosen.includes(id)}
                  disabled={disabled}
                  onChange={() => toggle(id)}
                />{" "}
                {name}
              </label>
            </li>
          ))}
        </ul>
      </details>
      <Status className="refused">{isFull && !disabled && fullText(item.choose)}</Status>
    </>
  );
}
