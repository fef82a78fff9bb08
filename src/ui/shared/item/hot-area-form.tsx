import { useState, type ReactNode } from "react";
import type { HotAreaItem } from "../../../assessment/item.ts";
import { ExhibitFigure } from "./exhibit-figure.tsx";
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
  return (
    <>
      <ExhibitFigure exhibit={item.exhibit} place={place} />
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
