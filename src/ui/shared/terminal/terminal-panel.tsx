import "./terminal.css";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { loadTemplateList } from "../../../content/course.ts";
import { BlockView } from "./block-view.tsx";
import { CommandLine } from "./command-line.tsx";
import { RunningView } from "./running-view.tsx";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";
import { WaitingView } from "./waiting-view.tsx";
import { Status } from "../status.tsx";

/** Lines of output that are announced, so that a screen reader doesn't read out a whole listing. */
const announcedLines = 3;

interface TerminalProps {
  /** Shows the requests of a block, on a screen that has a panel for them. */
  onWire?(block: string): void;
  /** Whether the command line takes the focus without being asked. */
  eager?: boolean;
}

/** The terminal: the transcript as ordinary page elements, the running command, those that wait, and the command line. */
export function TerminalPanel({ onWire, eager = true }: TerminalProps) {
  const blocks = useSandbox((state) => state.blocks);
  const earlier = useSandbox((state) => state.earlier);
  const cleared = useSandbox((state) => state.clearedUpTo);
  const store = useSandboxApi();
  const running = useSandbox((state) => state.running);
  const waiting = useSandbox((state) => state.waiting);
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  /** Height of the content while earlier commands are being added above it. */
  const heightBefore = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    const { current } = log;
    if (!current) return;
    if (follows.current) current.scrollTop = current.scrollHeight;
    else if (heightBefore.current !== undefined) current.scrollTop += current.scrollHeight - heightBefore.current;
    heightBefore.current = undefined;
  }, [blocks, running, waiting]);

  const showEarlier = () => {
    follows.current = false;
    heightBefore.current = log.current?.scrollHeight;
    void store.getState().showEarlier();
  };

  useEffect(() => {
    if (running || waiting.length > 0) follows.current = true;
  }, [running, waiting]);

  // Panels beside it change its height after it was scrolled.
  useEffect(() => {
    const { current } = log;
    if (!current) return undefined;
    const observer = new ResizeObserver(() => {
      if (follows.current) current.scrollTop = current.scrollHeight;
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const visibleBlocks = blocks.slice(Math.max(0, cleared - earlier));
  return (
    <section className="terminal" aria-label="Terminal">
      <div
        ref={log}
        className="log"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
      >
        {visibleBlocks.length === 0 && !running && waiting.length === 0 && <FirstLine />}
        {earlier > cleared && (
          <button type="button" className="btn" onClick={showEarlier}>
            Show earlier commands
          </button>
        )}
        {visibleBlocks.map((block) => (
          <BlockView key={block.id} block={block} {...(onWire && { onWire })} />
        ))}
        <RunningView />
        <WaitingView />
      </div>
      <Announcer />
      <CommandLine eager={eager} />
    </section>
  );
}

/** Suggests commands in an environment in which nothing has been typed. */
function FirstLine() {
  const store = useSandboxApi();
  const template = useSandbox((state) => state.status?.entry.template);
  // A suggestion would give away what a walkthrough or a question asks for.
  const isAsked = useSandbox(
    ({ status }) => (status?.entry.lesson?.level ?? "shown") !== "shown" || status?.entry.exercise !== undefined,
  );
  const [tries, setTries] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    void loadTemplateList()
      .then((templates) => current && setTries(templates.find(({ id }) => id === template)?.tries ?? []))
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [template]);
  return (
    <div className="first-line">
      <p className="muted">
        Type a command and press Enter. <code>az acr --help</code> and <code>help</code> list the commands.
      </p>
      {tries.length > 0 && !isAsked && (
        <p>
          <span className="muted">Start with </span>
          {tries.map((line, at) => (
            <span key={line}>
              {at > 0 && <span className="muted"> or </span>}
              <button type="button" className="link mono" onClick={() => void store.getState().execute(line)}>
                {line}
              </button>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** Announces the result of the last command once, politely; the transcript itself is not a live region. */
function Announcer() {
  const last = useSandbox((state) => state.blocks.at(-1));
  if (!last) return <Status className="visually-hidden" />;
  const text = last.output
    .map((piece) => piece.text)
    .join("")
    .trimEnd();
  const lines = text === "" ? [] : text.split("\n");
  const rest = lines.length - announcedLines;
  const result = last.exitCode === 0 ? "Done." : `Failed with exit status ${last.exitCode}.`;
  const more = rest > 0 ? ` ${rest} more lines.` : "";
  const meaning = last.exitCode !== 0 && last.explanation ? ` ${last.explanation.text}` : "";
  return (
    <Status className="visually-hidden">
      {`${result} ${lines.slice(0, announcedLines).join(" ")}${more}${meaning}`}
    </Status>
  );
}
