import { useRef, useState } from "react";
import type { Verdict, VerdictCode } from "../../assignment/read-submissions.ts";
import { counted } from "../../assessment/counted.ts";
import { FileButton } from "../shared/file-button.tsx";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { filesOf } from "./dropped-files.ts";
import { useGradebook } from "./gradebook-context.tsx";
import { ProofNote } from "./proof-note.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

/** What each verdict is called, in the order in which they are summed up. */
const verdictNames: Record<VerdictCode, string> = {
  added: "Added",
  known: "Already received",
  conflict: "Same number, other content",
  otherAssignment: "Other assignment",
  otherKey: "Other key",
  altered: "Altered",
  damaged: "Damaged",
  invalid: "Not complete",
  newerVersion: "Newer version",
  tooLarge: "Too large",
  notSubmission: "Not a submission",
};
const codes = Object.keys(verdictNames) as VerdictCode[];
/** Rows of the list; more would slow the page down. */
const mostRows = 200;

/** Takes files, folders, zips and pasted codes in, and says what became of each. */
export function ReceivePanel() {
  const receive = useGradebook((state) => state.receive);
  const cancel = useGradebook((state) => state.cancel);
  const reading = useGradebook((state) => state.reading);
  const isEmpty = useGradebook((state) => state.submissions.size === 0);
  const [isOver, setOver] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  const paste = () => {
    const bytes = new TextEncoder().encode(text.current?.value ?? "");
    if (bytes.length === 0) return;
    if (text.current) text.current.value = "";
    void receive([{ name: "Pasted text", size: bytes.length, read: async () => bytes }]);
  };
  return (
    // Dropping is one way of several: the buttons below do the same.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- See above.
    <section
      aria-labelledby="receive-title"
      className="receive"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void receive(filesOf(event.dataTransfer));
      }}
    >
      <h2 id="receive-title">{isEmpty ? "Collect submissions" : "Add submissions"}</h2>
      {isEmpty && (
        <p>
          Each learner’s page makes a sealed file or a code at the end of an attempt. Learners send it to you by
          learning platform (LMS), email or chat, and only your key opens it. Drop everything here as it came: files,
          folders, the LMS’s zip; names don’t matter, and nothing is counted twice.{" "}
          <Link to="/assign/guide/without-platform/">How a class works without an LMS</Link>.
        </p>
      )}
      <div className="receive-ways">
        <FileButton
          label="Choose files"
          multiple
          disabled={reading !== null}
          onFiles={(files) => void receive(files)}
        />
        <FileButton
          label="Choose a folder"
          folder
          disabled={reading !== null}
          onFiles={(files) => void receive(files)}
        />
        <span className="muted">or drop files, folders and zips here</span>
      </div>
      <details>
        <summary>Paste codes</summary>
        <div className="field">
          <label htmlFor="codes">Codes, also several, or in the middle of a message</label>
          <textarea id="codes" ref={text} rows={3} spellCheck={false} autoComplete="off" />
        </div>
        <button type="button" className="btn" disabled={reading !== null} onClick={paste}>
          Add the codes
        </button>
      </details>
      {reading && (
        <div className="reading">
          <progress max={Math.max(1, reading.total)} value={reading.done} aria-label="Files read" />
          <span className="num">
            {reading.done} of {reading.total}
          </span>
          <button type="button" className="btn" onClick={cancel}>
            Cancel
          </button>
        </div>
      )}
      <Verdicts />
      <ProofNote />
    </section>
  );
}

function Verdicts() {
  const verdicts = useGradebook((state) => state.verdicts);
  const rejected = verdicts.filter(({ code }) => code !== "added" && code !== "known");
  const summary = codes.flatMap((code) => {
    const count = verdicts.filter((verdict) => verdict.code === code).length;
    return count > 0 ? [`${verdictNames[code]}: ${count}`] : [];
  });
  return (
    <>
      <Status>{verdicts.length > 0 && `${counted(verdicts.length, "file")} read. ${summary.join(" · ")}`}</Status>
      {rejected.length > 0 && <VerdictTable caption="Not added" verdicts={rejected} />}
      {verdicts.length > rejected.length && (
        <details>
          <summary>{counted(verdicts.length - rejected.length, "file")} in order</summary>
          <VerdictTable
            caption="Added or already received"
            verdicts={verdicts.filter(({ code }) => code === "added" || code === "known")}
          />
        </details>
      )}
    </>
  );
}

function VerdictTable({ caption, verdicts }: { caption: string; verdicts: readonly Verdict[] }) {
  return (
    <ScrollRegion label={caption} className="scroll verdicts">
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Verdict</th>
            <th scope="col">What it says</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.slice(0, mostRows).map((verdict, at) => (
            <tr key={`${verdict.source} ${at}`}>
              <th scope="row">
                <bdi>{verdict.source}</bdi>
              </th>
              <td>{verdictNames[verdict.code]}</td>
              <td>
                <bdi>{verdict.message}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {verdicts.length > mostRows && <p className="muted">And {verdicts.length - mostRows} more.</p>}
    </ScrollRegion>
  );
}
