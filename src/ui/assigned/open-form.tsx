import { errorText } from "../../assessment/error-text.ts";
import { useId, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { openAssignment, readGiven, readGivenFile, type Given } from "../../store/assigned-open.ts";
import { takeResult } from "../../store/assigned-result.ts";
import { useStoreApi } from "../shared/use-store.tsx";

/** Bytes that a file with an assignment or a result may have. */
const fileLimit = 2_000_000;

/** Opens an assignment or a returned result from a file, a link or a code. */
export function OpenForm() {
  const app = useStoreApi();
  const navigate = useNavigate();
  const id = useId();
  const code = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  const take = async (given: Given): Promise<string> => {
    switch (given.kind) {
      case "assignment": {
        const opened = await openAssignment(app, given.payload);
        if (!opened.ok) return opened.error.message;
        void navigate(`/a/#at/${opened.value}${given.terms && `~${given.terms}`}`);
        return "";
      }
      case "result": {
        const taken = await takeResult(app, given.bytes);
        if (!taken.ok) return taken.error.message;
        void navigate(`/a/#at/${taken.value}`);
        return "";
      }
      case "submission":
        return "This is a submission. Send it to your instructor: only they can open it.";
      case "nothing":
        return "There’s no assignment or result in this. Choose the file that your instructor gave you, or paste the whole link or code.";
    }
  };
  const open = async (read: () => Promise<Given> | Given) => {
    setBusy(true);
    try {
      setProblem(await take(await read()));
    } catch (error) {
      setProblem(errorText(error));
    }
    setBusy(false);
  };
  const openFile = (file: File) =>
    open(async () => {
      if (file.size > fileLimit) return { kind: "nothing" };
      return readGivenFile(new Uint8Array(await file.arrayBuffer()));
    });

  return (
    <section className="assigned-block" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>Open an assignment or a result</h2>
      <div className="field">
        <label htmlFor={`${id}-file`}>File from your instructor</label>
        <input
          id={`${id}-file`}
          type="file"
          disabled={isBusy}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void openFile(file);
            event.target.value = "";
          }}
        />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void open(() => readGiven(code.current?.value ?? ""));
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-code`}>Or a link or code</label>
          <textarea id={`${id}-code`} rows={3} spellCheck={false} autoComplete="off" ref={code} disabled={isBusy} />
        </div>
        <button type="submit" className="btn" disabled={isBusy}>
          Open
        </button>
      </form>
      <p role="alert" className="problem">
        {problem}
      </p>
    </section>
  );
}
