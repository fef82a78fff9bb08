import type { KeyboardEvent } from "react";
import type { Chosen } from "./facts-of.tsx";

export interface ChoiceProps {
  onChoose(chosen: Chosen): void;
}

/** Makes a part of the drawing answer to click and Enter. */
export const chosenBy = (label: string, choose: () => void) => ({
  role: "button",
  tabIndex: 0,
  "aria-label": label,
  onClick: choose,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  },
});

/** Cuts a name to what fits a width, at 7.3 units a character. */
export const fitting = (text: string, width: number): string => {
  const room = Math.max(3, Math.floor(width / 7.3));
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
};

/** The end of a name as far as it fits: names of many repositories differ there. */
export const fittingEnd = (text: string, width: number): string => {
  const room = Math.max(3, Math.floor(width / 7.3));
  return text.length <= room ? text : `…${text.slice(1 - room)}`;
};
