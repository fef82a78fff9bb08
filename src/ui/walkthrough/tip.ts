import type { Html } from "../../assessment/item.ts";
import type { WalkthroughStep } from "../../content/content.ts";
import { linesOf, readOption } from "./blanks.ts";

/** One hint at what a command lacks for its step. */
export type Tip =
  | { kind: "command"; command: string }
  /** An option, and what the step says of it. */
  | { kind: "option"; option: string; text: Html }
  | { kind: "compare" };

/** A line without the variable that keeps its result. */
const bare = (line: string): string => line.replace(/^\w+=\$\(/, "");

/** The words that name what a line runs: for az all that stand before the first option, else the program and its command. */
function commandOf(line: string): string {
  const words = bare(line).split(/\s+/);
  const options = words.findIndex((word) => word.startsWith("-"));
  const head = options === -1 ? words : words.slice(0, options);
  return (words[0] === "az" ? head : head.slice(0, 2)).join(" ");
}

const plain = (text: string): string => text.replaceAll(/["']/g, "").replaceAll(/\s+/g, " ").toLowerCase();

/** What to look at first in what was typed for a step that is not done yet. */
export function tipOf({ command, options }: Pick<WalkthroughStep, "command" | "options">, typed: string): Tip {
  const given = plain(typed);
  const missing = linesOf(command)
    .map(commandOf)
    .find((head) => !given.includes(plain(head)));
  if (missing !== undefined) return { kind: "command", command: missing };
  for (const { part, text } of options) {
    const read = readOption(part);
    if (read && !read.value.includes("$") && !given.includes(plain(read.value))) {
      return { kind: "option", option: read.option, text };
    }
  }
  return { kind: "compare" };
}
