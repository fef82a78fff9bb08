import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import type { Assignment } from "../../assignment/assignment.ts";
import type { OmissionLine } from "../../assignment/formats/assignment-export.ts";
import { exportAssignment, exportFormats, type ExportFile, type ExportFormat } from "../../store/author-export.ts";
import { counted } from "../../assessment/counted.ts";
import { download } from "../shared/download.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { PackageSection } from "./package-section.tsx";
import { FormatChoice } from "./format-choice.tsx";

const formatTexts: Record<ExportFormat, { name: string; text: string }> = {
  "moodle-xml": { name: "Moodle XML", text: "for Moodle’s question bank, with feedback and partial credit" },
  gift: { name: "GIFT", text: "a text file for Moodle and other tools" },
  "common-cartridge": {
    name: "Common Cartridge 1.1",
    text: "a whole quiz with time limit and attempts",
  },
  qti: { name: "QTI 2.2", text: "for assessment systems. The format wasn’t tried in one" },
};

/** How many question numbers are listed before the rest is counted. */
const mostNumbers = 12;

function whichQuestions({ questions, isWhole }: OmissionLine): string {
  if (questions.length === 0) return "";
  const listed = questions.slice(0, mostNumbers).join(", ");
  const more = questions.length > mostNumbers ? ` and ${questions.length - mostNumbers} more` : "";
  return `Question${questions.length === 1 ? "" : "s"} ${listed}${more}${isWhole ? ", left out" : ""}: `;
}

type Made = { format: ExportFormat; file: ExportFile } | { format: ExportFormat; problem: string };

/** Saves the questions of an issued assignment in the format of an LMS, and says first what the format leaves out. */
export function PlatformSection({ assignment }: { assignment: Assignment }) {
  const [format, setFormat] = useState<ExportFormat>("moodle-xml");
  const [made, setMade] = useState<Made>();
  const [said, setSaid] = useState("");
  useEffect(() => {
    let isCurrent = true;
    exportAssignment(assignment, format).then(
      (file) => isCurrent && setMade({ format, file }),
      (error: unknown) => isCurrent && setMade({ format, problem: errorText(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [assignment, format]);
  const current = made?.format === format ? made : undefined;
  const file = current && "file" in current ? current.file : undefined;
  return (
    <>
      <h3>As a package that runs in your LMS</h3>
      <p className="muted">
        Learners see the same questions as with the link, and the LMS records answers and scores. All formats were tried
        with a simulated LMS; cmi5 was never tried with a real one.
      </p>
      <PackageSection assignment={assignment} />
      <h3 className="assign-gap">As questions for your LMS’s own quiz</h3>
      <p className="muted">
        Samples of the first three formats were imported into Moodle 5.1. The files that Drydock makes are checked
        against the rules of their format, but weren’t tried in an LMS.
      </p>
      <FormatChoice
        legend="Format of the questions"
        formats={exportFormats}
        texts={formatTexts}
        value={format}
        onChange={(value) => {
          setFormat(value);
          setSaid("");
        }}
      />
      {!current && <p className="muted">Loading the questions…</p>}
      {current && "problem" in current && (
        <p role="alert" className="assign-alert">
          The file can’t be made: {current.problem}
        </p>
      )}
      {file && (
        <>
          <p className="assign-gap">
            {counted(file.questions, "question")} in the file, with their answers.
            {file.omissions.length > 0 && " What it leaves out:"}
          </p>
          {file.omissions.length > 0 && (
            <ul className="assign-missing">
              {file.omissions.map((line) => (
                <li key={`${line.reason} ${line.isWhole}`}>
                  {whichQuestions(line)}
                  {line.reason}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      <button
        type="button"
        className="btn"
        disabled={!file || file.questions === 0}
        onClick={() => {
          if (!file) return;
          download(file.content, file.name, file.type);
          setSaid(`Saved as ${file.name}.`);
        }}
      >
        Save as {formatTexts[format].name}
      </button>
      <Status className="muted">{said}</Status>
      <p className="assign-gap">
        <Link to="/assign/guide/moodle/">Steps and settings for Moodle</Link>
      </p>
    </>
  );
}
