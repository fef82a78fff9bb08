import { useId } from "react";
import type { Confidence } from "../../../assessment/item.ts";

const confidences: { value: Confidence; title: string }[] = [
  { value: "guess", title: "Guess" },
  { value: "think", title: "Think so" },
  { value: "certain", title: "Certain" },
];

/** How sure the learner is of an answer not yet checked; selecting the same again clears it. */
export function Sure({
  value,
  onChange,
}: {
  value: Confidence | undefined;
  onChange(value: Confidence | undefined): void;
}) {
  const id = useId();
  return (
    <fieldset className="sure">
      <legend className="muted small">How sure?</legend>
      {confidences.map((confidence) => (
        <label key={confidence.value} className="chip" htmlFor={`${id}-${confidence.value}`}>
          <input
            id={`${id}-${confidence.value}`}
            className="visually-hidden"
            type="radio"
            name={id}
            checked={value === confidence.value}
            onChange={() => onChange(confidence.value)}
            onClick={() => value === confidence.value && onChange(undefined)}
          />
          {confidence.title}
        </label>
      ))}
    </fieldset>
  );
}
