import type { SeriesItem } from "../../../assessment/item.ts";
import type { FormProps } from "./form-props.ts";

const answers = [
  { value: true, title: "Yes" },
  { value: false, title: "No" },
];

/** Asks whether the proposed solution meets the goal. */
export function SeriesForm({ item, response, onChange, disabled }: FormProps<SeriesItem>) {
  const chosen = response?.type === "series" ? response.meetsGoal : null;
  return (
    <fieldset className="choices series-answers">
      <legend>Does this solution meet the goal?</legend>
      {answers.map(({ value, title }) => (
        <label key={title} className="choice" htmlFor={`${item.id}-${title}`}>
          <input
            id={`${item.id}-${title}`}
            data-answer=""
            type="radio"
            name={`item-${item.id}`}
            checked={chosen === value}
            disabled={disabled}
            onChange={() => onChange({ type: "series", meetsGoal: value })}
          />
          {title}
        </label>
      ))}
    </fieldset>
  );
}
