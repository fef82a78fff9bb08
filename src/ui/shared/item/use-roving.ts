import { useState, type KeyboardEvent } from "react";

const steps: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Moves the focus among the controls of a group (`data-rove` inside `data-rove-group`) by arrow keys, Home and End. */
export function rove(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const group = event.currentTarget.closest("[data-rove-group]");
  if (!step || !group) return;
  const controls = [...group.querySelectorAll<HTMLElement>("[data-rove]")];
  controls[step(controls.indexOf(event.currentTarget), controls.length)]?.focus();
  event.preventDefault();
}

/** Makes a group of `count` controls one Tab stop: returns the properties of the control at an index. */
export function useRoving(count: number) {
  const [last, setLast] = useState(0);
  const stop = Math.min(last, count - 1);
  return (at: number) => ({
    "data-rove": "",
    tabIndex: at === stop ? 0 : -1,
    onFocus: () => setLast(at),
    onKeyDown: rove,
  });
}
