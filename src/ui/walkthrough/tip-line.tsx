import type { WalkthroughStep } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import type { Block } from "../../sandbox/block.ts";
import { withRoot } from "../shared/root-links.ts";
import { tipOf, type Tip } from "./tip.ts";

interface Props {
  step: WalkthroughStep;
  level: LessonLevel;
  tries: readonly Block[];
}

/** Says what differs in a command that didn't do its step. */
export function TipLine({ step, level, tries }: Props) {
  const failed = tries.at(-1)?.exitCode !== 0;
  const tip = tipOf(
    step,
    tries.map(({ line }) => line),
  );
  return (
    <>
      <strong>{failed ? "The command failed." : "Not done yet."}</strong>{" "}
      <TipText tip={tip} level={level} failed={failed} />
    </>
  );
}

function TipText({ tip, level, failed }: { tip: Tip; level: LessonLevel; failed: boolean }) {
  switch (tip.kind) {
    case "command":
      return (
        <>
          This step uses <code>{tip.command}</code>.
        </>
      );
    case "differs":
      return (
        <>
          {tip.argument === tip.typedValue ? (
            <>
              You typed <code>{tip.typedValue}</code>
            </>
          ) : (
            <>
              <code>{tip.argument}</code> is {tip.typedValue === "" ? "empty" : <code>{tip.typedValue}</code>}
            </>
          )}
          {tip.expected === undefined ? (
            "."
          ) : (
            <>
              , but this step needs <code>{tip.expected}</code>.
            </>
          )}
          <About text={tip.text} />
        </>
      );
    case "missing":
      return (
        <>
          <code>{tip.argument}</code> is missing.
          <About text={tip.text} />
        </>
      );
    case "extra":
      return (
        <>
          This step doesn’t use <code>{tip.argument}</code>. Undo the command and leave it out.
        </>
      );
    case "result":
      if (failed) return "The error message in the terminal says why.";
      return level === "shown"
        ? "The result differs from what this step asks for. Undo it, then run the command of the step."
        : "The arguments are right, but the result differs. Undo it, read the task again, or show the command.";
  }
}

const About = ({ text }: { text: string | undefined }) =>
  text !== undefined && (
    <>
      {" "}
      <span dangerouslySetInnerHTML={{ __html: withRoot(text) }} />
    </>
  );
