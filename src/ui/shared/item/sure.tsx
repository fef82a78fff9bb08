import { useId } from "react";
import type { Confidence } from "../../../assessment/item.ts";
import { useStore } from "../use-store.tsx";

const confidences: { value: Confidence; title: string; key: string }[] = [
  { value: "guess", title: "Guess", key: "j" },
  { value: "think", title: "Think so", key: "k" },
  { value: "certain", title: "Certain", key: "l" },
];

/** The single keys of the choices, where a screen has them: neighbors on the keyboard, and no letter of an option. */
export const confidenceKeys: readonly (readonly [string, Confidence])[] = confidences.map(({ key, value }) => [
  key,
  value,
]);

/** How sure the learner is of an answer not yet checked; selecting the same again clears it. */
export function Sure({
  value,
  onChange,
  withKeys = false,
}: {
  value: Confidence | undefined;
  onChange(value: Confidence | undefined): void;
  /** Names the single key of each choice. */
  withKeys?: boolean;
}) {
  const id = useId();
  const isOn = useStore((state) => state.settings.singleKeys);
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
          {withKeys && isOn && <kbd aria-hidden="true">{confidence.key.toUpperCase()}</kbd>}
        </label>
      ))}
    </fieldset>
  );
}
