import { useRef, useState } from "react";
import type { BuildListItem } from "../../../assessment/item.ts";
import { Html } from "../html.tsx";
import type { FormProps } from "./form-props.ts";
import { useRoving } from "./use-roving.ts";
import { Status } from "../status.tsx";
import { changeAndFocus } from "../change-and-focus.ts";

/** Two lists, each one Tab stop: the available steps and the order built, moved by buttons. */
export function BuildListForm({ item, response, onChange, disabled }: FormProps<BuildListItem>) {
  const built = response?.type === "build-list" ? response.steps : [];
  const [said, setSaid] = useState("");
  const form = useRef<HTMLDivElement>(null);
  const offered = useRoving(item.steps.length - built.length);
  const moves = useRoving(built.length * 3);
  const text = (id: string) => item.steps.find((step) => step.id === id)?.html ?? "";
  const rest = item.steps.filter(({ id }) => !built.includes(id));
  /** The pressed button may disappear or move, so the focus goes to the one named `focus`. */
  const change = (steps: string[], words: string, focus: string) => {
    changeAndFocus(
      () => {
        onChange({ type: "build-list", steps });
        setSaid(words);
      },
      () => form.current?.querySelector<HTMLElement>(`[data-focus="${focus}"]`),
    );
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
        <p className="list-name">Available steps</p>
        <ul aria-label="Available steps" data-rove-group="">
          {rest.map(({ id, html }, at) => (
            <li key={id}>
              <Html html={html} />
              <button
                type="button"
                className="btn"
                data-focus={`add-${id}`}
                data-answer=""
                {...offered(at)}
                disabled={disabled}
                onClick={() => add(id, at)}
              >
                Add
              </button>
            </li>
          ))}
        </ul>
        {rest.length === 0 && <p className="muted small">All steps are in your list.</p>}
      </div>
      <div>
        <p className="list-name">Your order</p>
        <ol aria-label="Your order" data-rove-group="">
          {built.map((id, at) => (
            <li key={id}>
              <Html html={text(id)} />
              <span className="moves">
                <button
                  type="button"
                  className="btn"
                  data-focus={`${id}-1`}
                  {...moves(at * 3)}
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
                  {...moves(at * 3 + 1)}
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
                  {...moves(at * 3 + 2)}
                  aria-label={`Remove step ${at + 1}`}
                  disabled={disabled}
                  onClick={() =>
                    change(
                      built.filter((step) => step !== id),
                      "Removed",
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
        {built.length === 0 && <p className="muted small">Add the steps you need, in order.</p>}
      </div>
      <Status className="visually-hidden">{said}</Status>
    </div>
  );
}
