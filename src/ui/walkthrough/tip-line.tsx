import type { WalkthroughStep } from "../../content/content.ts";
import type { Block } from "../../sandbox/protocol.ts";
import { withRoot } from "../shared/root-links.ts";
import { tipOf } from "./tip.ts";

/** One tip below a command that did not do its step. */
export function TipLine({ step, tries }: { step: WalkthroughStep; tries: readonly Block[] }) {
  const tip = tipOf(step, tries.map(({ line }) => line).join("\n"));
  const failed = tries.at(-1)?.exitCode !== 0;
  return (
    <div className="tip" role="status">
      <strong>{failed ? "That failed." : "Not this step yet."}</strong>{" "}
      {tip.kind === "command" && (
        <>
          The command is <code>{tip.command}</code>.
        </>
      )}
      {tip.kind === "option" && (
        <>
          Look at <code>{tip.option}</code>: <span dangerouslySetInnerHTML={{ __html: withRoot(tip.text) }} />
        </>
      )}
      {tip.kind === "compare" &&
        (failed
          ? "Read what the terminal says; undo takes a wrong step back."
          : "It ran, but does not lead to what the step asks for. Undo it, and compare with the command.")}
    </div>
  );
}
