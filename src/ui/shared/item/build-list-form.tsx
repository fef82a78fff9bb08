import { useRef, useState } from "react";
import type { BuildListItem } from "../../../assessment/item.ts";
import type { FormProps } from "./item-form.tsx";

/** Two lists: the steps offered and the order built, moved by buttons. */
export function BuildListForm({ item, response, onChange, disabled }: FormProps<BuildListItem>) {
  const built = response?.type === "build-list" ? response.steps : [];
  const [said, setSaid] = useState("");
  const form = useRef<HTMLDivElement>(null);
  const text = (id: string) => item.steps.find((step) => step.id === id)?.html ?? "";
  const rest = item.steps.filter(({ id }) => !built.includes(id));
  /** The pressed button may go away or move: the keyboard goes on at `focus`. */
  const change = (steps: string[], words: string, focus: string) => {
    onChange({ type: "build-list", steps });
    setSaid(words);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus());
  };
  const add = (id: string, at: number) => {
    const next = rest[at + 1] ?? rest[at - 1];
    change([...built, id], `Added as step ${built.length + 1}`, next ? `add-${next.id}` : `${id}-1`);
  };
  const move = (at: number, by: -1 | 1) => {
    const steps = [...built];
    const [step] = steps.splice(at, 1);
    if (!step) return;
    steps.splice(at + by, 0, step);
    change(steps, `Now step ${at + by + 1} of ${steps.length}`, `${step}${by}`);
  };
  return (
    <div className="build-list" ref={form}>
      <div>
        <p className="list-name">Offered</p>
        <ul aria-label="Offered">
          {rest.map(({ id, html }, at) => (
            <li key={id}>
              <span dangerouslySetInnerHTML={{ __html: html }} />
              <button
                type="button"
                className="btn"
                data-focus={`add-${id}`}
                disabled={disabled}
                onClick={() => add(id, at)}
              >
                Add
              </button>
            </li>
          ))}
        </ul>
        {rest.length === 0 && <p className="muted small">Every step is in your list.</p>}
      </div>
      <div>
        <p className="list-name">Your order</p>
        <ol aria-label="Your order">
          {built.map((id, at) => (
            <li key={id}>
              <span dangerouslySetInnerHTML={{ __html: text(id) }} />
              <span className="moves">
                <button
                  type="button"
                  className="btn"
                  data-focus={`${id}-1`}
                  aria-label={`Move step ${at + 1} up`}
                  aria-disabled={at === 0}
                  disabled={disabled}
                  onClick={() => at > 0 && move(at, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="btn"
                  data-focus={`${id}1`}
                  aria-label={`Move step ${at + 1} down`}
                  aria-disabled={at === built.length - 1}
                  disabled={disabled}
                  onClick={() => at < built.length - 1 && move(at, 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className="btn"
                  aria-label={`Take step ${at + 1} out`}
                  disabled={disabled}
                  onClick={() =>
                    change(
                      built.filter((one) => one !== id),
                      "Taken out",
                      `add-${id}`,
                    )
                  }
                >
                  ✕
                </button>
              </span>
            </li>
          ))}
        </ol>
        {built.length === 0 && <p className="muted small">Add the steps that are needed, in order.</p>}
      </div>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </div>
  );
}
