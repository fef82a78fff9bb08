import { useEffect, useRef, useState } from "react";
import { OutputText } from "./block-view.tsx";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** The command that is running: its output as it arrives, its prompt, and a button to stop it. */
export function RunningView() {
  const store = useSandboxApi();
  const running = useSandbox((state) => state.running);
  const [answer, setAnswer] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const hasPrompt = running?.prompt !== undefined;
  useEffect(() => {
    if (hasPrompt) field.current?.focus();
  }, [hasPrompt]);
  if (!running) return null;
  const { line, pieces, live, prompt } = running;
  const reply = (text: string | null) => {
    store.getState().reply(text);
    setAnswer("");
  };
  return (
    <article className="block" aria-label={`Running ${line}`} aria-busy="true">
      <header>
        <pre className="typed">
          <span className="prompt" aria-hidden="true">
            ${" "}
          </span>
          {line}
        </pre>
        <span className="small muted took">running</span>
        <div className="tools always">
          <button type="button" className="btn" onClick={() => store.getState().interrupt()}>
            Stop <kbd>Ctrl C</kbd>
          </button>
        </div>
      </header>
      <pre className="output">
        <OutputText pieces={pieces} />
        {live.map(([id, text]) => (
          <span key={id}>{text === "" ? "" : `${text}\n`}</span>
        ))}
      </pre>
      {prompt && (
        <form
          className="answer-line"
          onSubmit={(event) => {
            event.preventDefault();
            reply(answer);
          }}
        >
          <label>
            {prompt.question}
            <input
              type={prompt.secret ? "password" : "text"}
              ref={field}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={answer}
              onChange={(event) => setAnswer(event.target.value)}
              onKeyDown={(event) => {
                if (event.ctrlKey && event.key.toLowerCase() === "d") reply(null);
              }}
            />
          </label>
          <button type="submit" className="btn primary">
            Answer
          </button>
        </form>
      )}
    </article>
  );
}
