import { useMemo, useState } from "react";
import { fillGrades, type GradeFile } from "../../assignment/grades/grade-file.ts";
import type { GradeScale } from "../../assignment/grades/grade.ts";
import { lmsSupport, type Lms } from "../../assignment/grades/lms.ts";
import { newGradeFile } from "../../assignment/grades/new-grade-file.ts";
import { gradedLearners, gradesByRow } from "../../assignment/grades-of-rows.ts";
import { fileNamePart } from "../../assignment/make-result.ts";
import { download } from "../shared/download.ts";
import { Link } from "../shared/link.tsx";
import { useGradebook } from "./gradebook-context.tsx";
import { RosterSection } from "./roster-section.tsx";

const systems = Object.keys(lmsSupport) as Lms[];
const newColumn = "new";

/** Takes a roster in, and writes grades: into the same file, or into a new one in an LMS's shape. */
export function GradesPanel() {
  const rows = useGradebook((state) => state.rows);
  const roster = useGradebook((state) => state.roster);
  const rosterName = useGradebook((state) => state.gradebook.roster?.name);
  const scale = useGradebook((state) => state.scale);
  const { assignment } = useGradebook((state) => state.row.issued);
  const [title, setTitle] = useState(assignment.title);
  const [chosen, setChosen] = useState({ roster, column: newColumn });
  // Another roster has other columns.
  const target = chosen.roster === roster ? chosen.column : newColumn;
  const [lms, setLms] = useState<Lms | "roster">("roster");
  const [gradeScale, setGradeScale] = useState<GradeScale>("points");
  const [missingIsZero, setMissingIsZero] = useState(false);
  const isSameFile = roster !== undefined && lms === "roster";
  const shape: Lms = lms === "roster" ? (roster?.lms ?? "plain") : lms;

  const made = useMemo((): { file: GradeFile } | { problem: string } => {
    const format = { maximum: scale.maximum, scale: gradeScale };
    const choices = { missingIsZero };
    if (isSameFile) {
      const column = target === newColumn ? { title } : { column: Number(target) };
      const filled = fillGrades(roster, column, gradesByRow(rows, choices), format);
      return filled.ok ? { file: filled.file } : { problem: filled.message };
    }
    return {
      file: newGradeFile({ ...format, lms: shape, title, learners: gradedLearners(rows, roster, choices) }),
    };
  }, [rows, roster, scale, title, target, shape, gradeScale, missingIsZero, isSameFile]);
  const name = isSameFile ? (rosterName ?? "grades.csv") : `${fileNamePart(assignment.title)} ${shape}.csv`;

  return (
    <section aria-labelledby="grades-title">
      <RosterSection />
      <h2 id="grades-title">Grade file</h2>
      <div className="tools">
        <div className="field">
          <label htmlFor="grade-shape">File</label>
          <select
            id="grade-shape"
            value={isSameFile ? "roster" : shape}
            onChange={({ target: { value } }) =>
              setLms(value === "roster" ? "roster" : (systems.find((entry) => entry === value) ?? "plain"))
            }
          >
            {roster && <option value="roster">The roster’s file, with one column filled</option>}
            {systems.map((system) => (
              <option key={system} value={system}>
                New file for {lmsSupport[system].name === "Spreadsheet" ? "a spreadsheet" : lmsSupport[system].name}
              </option>
            ))}
          </select>
        </div>
        {isSameFile && (
          <div className="field">
            <label htmlFor="grade-column">Column</label>
            <select
              id="grade-column"
              value={target}
              onChange={({ target: { value } }) => setChosen({ roster, column: value })}
            >
              <option value={newColumn}>A new column</option>
              {roster.gradeColumns.map(({ column, title: columnTitle }) => (
                <option key={column} value={String(column)}>
                  {columnTitle}
                </option>
              ))}
            </select>
          </div>
        )}
        {(!isSameFile || target === newColumn) && (
          <div className="field">
            <label htmlFor="grade-title">Title of the column</label>
            <input
              id="grade-title"
              type="text"
              value={title}
              maxLength={200}
              onChange={({ target: { value } }) => setTitle(value)}
            />
          </div>
        )}
        <div className="field">
          <label htmlFor="grade-scale">Marks as</label>
          <select
            id="grade-scale"
            value={gradeScale}
            onChange={({ target: { value } }) => setGradeScale(value === "percent" ? "percent" : "points")}
          >
            <option value="points">Points, out of {scale.maximum}</option>
            <option value="percent">Percent</option>
          </select>
        </div>
      </div>
      <label className="check-line">
        <input
          type="checkbox"
          checked={missingIsZero}
          onChange={({ target: { checked } }) => setMissingIsZero(checked)}
        />
        Write 0 for missing work; otherwise those cells stay as they are
      </label>
      {"problem" in made ? (
        <p role="alert" className="problem">
          {made.problem}
        </p>
      ) : (
        <>
          <p className={made.file.support.tried ? "small muted" : "callout"}>{made.file.support.basis}</p>
          {shape === "moodle" && (
            <p className="small">
              <Link to="/assign/guide/moodle/">Every step in Moodle</Link>, importing grades included.
            </p>
          )}
          <Warnings file={made.file} />
          <button
            type="button"
            className="btn primary"
            disabled={rows.length === 0}
            onClick={() => download(made.file.text, name, "text/csv;charset=utf-8")}
          >
            Download {name}
          </button>
        </>
      )}
    </section>
  );
}

function Warnings({ file: { warnings } }: { file: GradeFile }) {
  if (warnings.length === 0) return null;
  return (
    <div className="warnings">
      <h3>Before you import it</h3>
      <ul className="dots">
        {warnings.map(({ code, message, learners }) => (
          <li key={code}>
            {message}
            {learners && (
              <span className="muted">
                {" "}
                <bdi>{learners.slice(0, 20).join(", ")}</bdi>
                {learners.length > 20 && ` and ${learners.length - 20} more`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
