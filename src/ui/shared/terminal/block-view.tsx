import { useState } from "react";
import type { Block, OutputPiece } from "../../../sandbox/block.ts";
import { Link } from "../link.tsx";
import { withCode } from "../with-code.tsx";
import { AgainIcon, CopyIcon } from "./icons.tsx";
import { useSandboxApi } from "./sandbox-context.tsx";

/** Number of output lines above which a block is folded. */
const foldAbove = 24;

/** Formats virtual milliseconds: `0.4 s`, `12 s`, `3 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Output as text; standard error is marked by more than its color. */
export function OutputText({ pieces }: { pieces: readonly OutputPiece[] }) {
  return pieces.map(({ stream, text }, at) =>
    stream === "err" ? (
      <span key={at} className="err">
        {text}
      </span>
    ) : (
      <span key={at}>{text}</span>
    ),
  );
}

/** Returns the first `count` lines of output. */
function firstLines(pieces: readonly OutputPiece[], count: number): OutputPiece[] {
  const firstPieces: OutputPiece[] = [];
  let remaining = count;
  for (const { stream, text } of pieces) {
    const lines = text.split("\n");
    if (lines.length - 1 < remaining) {
      firstPieces.push({ stream, text });
      remaining -= lines.length - 1;
      continue;
    }
    firstPieces.push({ stream, text: `${lines.slice(0, remaining).join("\n")}\n` });
    return firstPieces;
  }
  return firstPieces;
}

/** One command of the transcript: its line, its output, what it changed, and what an error means. */
export function BlockView({ block, onWire }: { block: Block; onWire?(id: string): void }) {
  const store = useSandboxApi();
  const text = block.output.map((piece) => piece.text).join("");
  const lines = text.split("\n").length - 1;
  const [open, setOpen] = useState(lines <= foldAbove);
  const [collapsed, setCollapsed] = useState(false);
  const failed = block.exitCode !== 0;
  const took = durationText((block.endedAt ?? block.startedAt) - block.startedAt);
  return (
    <article className="block" data-undone={block.undone || undefined} aria-label={`Command ${block.line}`}>
      <header>
        <pre className="typed">
          <span className="prompt" aria-hidden="true">
            ${" "}
          </span>
          {block.line}
        </pre>
        <span className="small muted took">
          {block.undone && <span className="tag">undone</span>}
          {failed && <span className="exit">exit {block.exitCode}</span>}
          <span>{took}</span>
        </span>
        <div className="tools">
          <button
            type="button"
            className="iconbtn"
            title="Run again"
            onClick={() => void store.getState().execute(block.line)}
          >
            <AgainIcon />
            <span className="visually-hidden">Run again: {block.line}</span>
          </button>
          <button
            type="button"
            className="iconbtn"
            title="Copy command and output"
            onClick={() => void navigator.clipboard.writeText(`$ ${block.line}\n${text}`)}
          >
            <CopyIcon />
            <span className="visually-hidden">Copy command and output of {block.line}</span>
          </button>
          <button
            type="button"
            className="iconbtn"
            title={collapsed ? "Show output" : "Hide output"}
            aria-expanded={!collapsed}
            onClick={() => setCollapsed(!collapsed)}
          >
            <span aria-hidden="true">{collapsed ? "▸" : "▾"}</span>
            <span className="visually-hidden">Output of {block.line}</span>
          </button>
        </div>
      </header>
      {!collapsed && (
        <>
          {text !== "" && (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard must reach it.
            <pre className="output" tabIndex={0} aria-label={`Output of ${block.line}`}>
              <OutputText pieces={open ? block.output : firstLines(block.output, foldAbove)} />
            </pre>
          )}
          {!open && (
            <button type="button" className="btn quiet more" onClick={() => setOpen(true)}>
              {lines - foldAbove} more lines
            </button>
          )}
          {block.left > 0 && <p className="small muted">{block.left} more characters aren't shown.</p>}
          {(block.changes.length > 0 || (onWire && block.requests > 0)) && (
            <ul className="chips" aria-label="What changed">
              {block.changes.map(({ sign, text: words }) => (
                <li key={`${sign}${words}`} className="change" data-sign={sign}>
                  <span aria-hidden="true">{sign}</span>
                  <span className="visually-hidden">
                    {sign === "+" ? "added" : sign === "-" ? "removed" : "changed"}
                  </span>{" "}
                  {words}
                </li>
              ))}
              {onWire && block.requests > 0 && (
                <li>
                  <button type="button" className="link" onClick={() => onWire(block.id)}>
                    {block.requests} {block.requests === 1 ? "request" : "requests"}
                  </button>
                </li>
              )}
            </ul>
          )}
          {block.explanation && failed && (
            <details className="explained" open>
              <summary>What this means</summary>
              <p>{block.explanation.text}</p>
              {block.explanation.next && <p>{withCode(block.explanation.next)}</p>}
              {block.explanation.fact && (
                <p className="small">
                  <Link to={`/facts/#${block.explanation.fact}`}>View fact</Link>
                </p>
              )}
            </details>
          )}
          {block.notes.map(({ fact, why }) => (
            <p key={fact} className="profile-note small">
              <span className="tag note">Chapter and Azure differ</span> {why}{" "}
              <Link to={`/facts/#${fact}`}>Compare them</Link>
            </p>
          ))}
        </>
      )}
    </article>
  );
}
