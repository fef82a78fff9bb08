import type { Block } from "../../../sandbox/block.ts";
import { withCode } from "../../shared/with-code.tsx";
import { Status } from "../../shared/status.tsx";

/** What came of the command that a form ran, in a line or two. */
export function FormOutcome({ block, onTerminal }: { block: Block; onTerminal(): void }) {
  const failed = block.exitCode !== 0;
  const [said = ""] = block.output
    .filter(({ stream }) => stream === "err")
    .map(({ text }) => text.trim())
    .filter((text) => text !== "");
  return (
    <Status as="div" className={failed ? "form-outcome failed" : "form-outcome"}>
      <p>
        <strong>{failed ? `Failed with exit status ${block.exitCode}.` : "Done."}</strong>{" "}
        {failed ? said.split("\n")[0] : block.changes.map(({ sign, text }) => `${sign} ${text}`).join(", ")}
      </p>
      {failed && block.explanation && <p>{block.explanation.text}</p>}
      {failed && block.explanation?.next && <p>{withCode(block.explanation.next)}</p>}
      <button type="button" className="link" onClick={onTerminal}>
        Show in the terminal
      </button>
    </Status>
  );
}
