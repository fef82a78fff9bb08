import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useRef, useState } from "react";
import { maximumImport, type ImportProblem } from "../../assignment/formats/import-result.ts";
import type { OwnQuestion } from "../../assignment/own-question-schema.ts";
import type { OwnQuestionRow } from "../../progress/assignment-rows.ts";
import type { Progress } from "../../progress/progress.ts";
import {
  deleteOwnQuestion,
  exportOwnQuestions,
  importOwnQuestions,
  restoreOwnQuestion,
} from "../../store/author-own.ts";
import { counted } from "../../assessment/counted.ts";
import { download } from "../shared/download.ts";
import { FileButton } from "../shared/file-button.tsx";
import { typeNames } from "../shared/item/type-names.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";
import { QuestionForm } from "./question-form.tsx";
import "./assign.css";

const readQuestions = async (progress: Progress): Promise<OwnQuestionRow[]> =>
  (await progress.classes()).ownQuestions();

const fileLimitText = `${maximumImport / 1_000_000} MB`;

const place = ({ question, line }: ImportProblem): string =>
  question === undefined ? "" : `Question ${question}${line === undefined ? "" : `, line ${line}`}: `;

/** Questions that the instructor wrote: a list, a form for each type, and files in and out. */
export function QuestionsScreen() {
  const app = useStoreApi();
  const rows = useStored(readQuestions);
  const storageProblem = useStore((state) => state.storageProblem);
  const [editing, setEditing] = useState<OwnQuestion | "new" | null>(null);
  const [said, setSaid] = useState<string[]>([]);
  const [deleted, setDeleted] = useState<OwnQuestion>();
  const undo = useRef<HTMLButtonElement>(null);
  useFollowProgress();
  useEffect(() => {
    if (deleted) undo.current?.focus();
  }, [deleted]);
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      setSaid([errorText(error)]);
    }
  };
  const read = (chosen: File | undefined) =>
    attempt(async () => {
      if (!chosen) return;
      if (chosen.size > maximumImport)
        return setSaid([`This file is larger than ${fileLimitText}. Split it into smaller files.`]);
      const { stored, problems } = await importOwnQuestions(app, await chosen.text());
      setSaid([
        `${counted(stored, "question")} imported.`,
        ...problems.map((problem) => place(problem) + problem.message),
      ]);
    });
  const save = (format: "gift" | "moodle-xml") =>
    attempt(async () => {
      const { text, omissions } = await exportOwnQuestions(
        (rows ?? []).map(({ question }) => question),
        format,
      );
      if (format === "gift") download(text, "own-questions.gift.txt", "text/plain");
      else download(text, "own-questions.xml", "application/xml");
      setSaid(["Saved as a file.", ...omissions.map(({ reason }) => reason)]);
    });
  const remove = (question: OwnQuestion) =>
    attempt(async () => {
      await deleteOwnQuestion(app, question.id);
      setDeleted(question);
    });

  return (
    <div className="page assign">
      <p className="crumb">
        <Link to="/assign/">Assignments</Link>
      </p>
      <h1 tabIndex={-1}>Your own questions</h1>
      <p className="muted">
        They stay on this device and go out only inside assignments. An assignment keeps the version that it was given
        out with. Offline scoring needs the answers, so an assignment contains them.
      </p>
      <div className="actions assign-gap">
        <button type="button" className="btn primary" onClick={() => setEditing("new")}>
          Write a question
        </button>
        <FileButton label="Import a file of questions" onFiles={([chosen]) => void read(chosen)} />
        {rows !== undefined && rows.length > 0 && (
          <>
            <button type="button" className="btn" onClick={() => void save("moodle-xml")}>
              Export as Moodle XML
            </button>
            <button type="button" className="btn" onClick={() => void save("gift")}>
              Export as GIFT
            </button>
          </>
        )}
      </div>
      <Status as="div" className="assign-gap">
        {said.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </Status>
      {deleted && (
        <Status as="div">
          Deleted a question.{" "}
          <button
            ref={undo}
            type="button"
            className="btn quiet"
            onClick={() => {
              void attempt(() => restoreOwnQuestion(app, deleted));
              setDeleted(undefined);
            }}
          >
            Undo
          </button>
        </Status>
      )}
      {editing && (
        <QuestionForm
          key={editing === "new" ? "new" : editing.id}
          question={editing === "new" ? undefined : editing}
          onDone={(isSaved) => {
            setEditing(null);
            setSaid(isSaved ? ["Question saved."] : []);
          }}
        />
      )}
      <section className="assign-block" aria-labelledby="questions">
        <h2 id="questions">Questions</h2>
        {!rows && (
          <p className="muted">
            {storageProblem ? `Your questions can’t be read: ${storageProblem}` : "Loading your questions…"}
          </p>
        )}
        {rows?.length === 0 && (
          <p className="muted">None yet. Write one, or import a GIFT, Aiken, or Moodle XML file.</p>
        )}
        <ul className="rows">
          {rows?.map(({ question }) => (
            <li key={question.id}>
              <span>
                <span className="assign-stem">{question.stem}</span>
                <span className="muted small">{typeNames[question.type]}</span>
              </span>
              <span className="actions assign-row-actions">
                <button type="button" className="btn quiet" onClick={() => setEditing(question)}>
                  Change<span className="visually-hidden"> {question.stem}</span>
                </button>
                <button type="button" className="btn quiet" onClick={() => void remove(question)}>
                  Delete<span className="visually-hidden"> {question.stem}</span>
                </button>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
