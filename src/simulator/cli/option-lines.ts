import type { OptionDefinition } from "./definition.ts";

/** One line of help per option, the short spelling first, as curl and GNU tools print them. */
export function optionLines(options: readonly OptionDefinition[]): string {
  const visible = options.filter(({ hidden }) => !hidden);
  const flagTexts = visible.map(({ flags, value }) => {
    const short = flags.find((flag) => !flag.startsWith("--"));
    const long = flags.find((flag) => flag.startsWith("--"));
    const spellings = [short ?? "   ", long].filter((flag) => flag !== undefined).join(short && long ? ", " : " ");
    return ` ${spellings}${value === undefined ? "" : ` <${value}>`}`;
  });
  const width = Math.max(0, ...flagTexts.map((text) => text.length));
  return visible.map(({ help }, index) => `${(flagTexts[index] ?? "").padEnd(width)}  ${help}\n`).join("");
}
