import type { Confidence } from "../../../assessment/item.ts";

const confidences: { value: Confidence; title: string }[] = [
  { value: "guess", title: "Guess" },
  { value: "think", title: "Think so" },
  { value: "certain", title: "Certain" },
];

/** How sure the learner is of an answer not yet checked; choosing the same again takes it back. */
export function Sure({
  value,
  onChange,
}: {
  value: Confidence | undefined;
  onChange(value: Confidence | undefined): void;
}) {
  return (
    <div className="sure" role="group" aria-label="How sure?">
      <span className="muted small">How sure?</span>
      {confidences.map((one) => (
        <button
          key={one.value}
          type="button"
          className="chip"
          aria-pressed={value === one.value}
          onClick={() => onChange(value === one.value ? undefined : one.value)}
        >
          {one.title}
        </button>
      ))}
    </div>
  );
}
