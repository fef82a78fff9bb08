import { useState } from "react";
import type { ScoredItem } from "../../../assessment/item.ts";
import { Html } from "../html.tsx";
import { StrikeIcon } from "../icons.tsx";
import { Status } from "../status.tsx";
import type { FormProps } from "./form-props.ts";
import { fullText } from "./full-text.ts";
import { letters } from "./letters.ts";
import { useRoving } from "./use-roving.ts";

/** Options that the learner has struck through. They can still be chosen. */
export interface Strikes {
  ids: readonly string[];
  onToggle(optionId: string): void;
}

/** One or several options to choose. Where options can be struck through, the buttons for that are one Tab stop. */
export function PickForm({
  item,
  response,
  onChange,
  disabled,
  strikes,
}: FormProps<Extract<ScoredItem, { type: "single" | "choose" }>> & { strikes?: Strikes | undefined }) {
  const [isFull, setIsFull] = useState(false);
  const roving = useRoving(item.options.length);
  const chosen = response?.type === "single" ? [response.option] : response?.type === "choose" ? response.options : [];
  const limit = item.type === "choose" ? item.choose : 1;
  const pick = (id: string) => {
    if (item.type === "single") return onChange({ type: "single", option: id });
    const has = chosen.includes(id);
    if (!has && chosen.length >= limit) return setIsFull(true);
    setIsFull(false);
    onChange({ type: "choose", options: has ? chosen.filter((option) => option !== id) : [...chosen, id] });
  };
  return (
    <>
      <div
        className="choices"
        role={item.type === "single" ? "radiogroup" : "group"}
        aria-label="Options"
        data-rove-group={strikes && ""}
      >
        {item.options.map(({ id, html }, at) => {
          const isStruck = strikes?.ids.includes(id) ?? false;
          const choice = (
            <label key={id} className="choice" htmlFor={`${item.id}-${id}`} data-struck={isStruck || undefined}>
              <input
                id={`${item.id}-${id}`}
                data-answer=""
                type={item.type === "single" ? "radio" : "checkbox"}
                name={`item-${item.id}`}
                checked={chosen.includes(id)}
                disabled={disabled}
                onChange={() => pick(id)}
              />
              <span className="letter" aria-hidden="true">
                {letters[at]}
              </span>
              <span>
                <Html html={html} />
                {isStruck && <span className="visually-hidden">, struck through</span>}
              </span>
            </label>
          );
          if (!strikes) return choice;
          return (
            <div key={id} className="strikable">
              {choice}
              <button
                type="button"
                className="iconbtn strike"
                {...roving(at)}
                aria-label={`Strike through option ${letters[at]}`}
                title="Strike through"
                aria-pressed={isStruck}
                disabled={disabled}
                onClick={() => strikes.onToggle(id)}
              >
                <StrikeIcon />
              </button>
            </div>
          );
        })}
      </div>
      <Status className="refused">{isFull && !disabled && fullText(limit)}</Status>
    </>
  );
}
