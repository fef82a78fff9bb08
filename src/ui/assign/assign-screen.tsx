import { errorText } from "../../assessment/error-text.ts";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import type { StoreApi } from "zustand/vanilla";
import { assignmentFileLimit, draftFileText, fileName } from "../../assignment/assignment-file.ts";
import { sizeOf } from "../../assignment/pin-parts.ts";
import { dateLine } from "../../assignment/summary.ts";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import type { DeletedAssignment } from "../../progress/class-storage.ts";
import type { Progress } from "../../progress/progress.ts";
import { createDraft, createExample, duplicateDraft, importAssignment } from "../../store/author-list.ts";
import type { State } from "../../store/state.ts";
import { counted } from "../../assessment/counted.ts";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { download } from "../shared/download.ts";
import { FileButton } from "../shared/file-button.tsx";
import { dateText } from "../shared/item/attempt-history.tsx";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";
import { KeySection } from "./key-section.tsx";
import { useKeys } from "./use-author.ts";
import { useOwnHash } from "./use-own-hash.ts";
import "./assign.css";

/** Loads when the section is opened. */
const ChapterSection = lazy(async () => ({ default: (await import("./chapter-section.tsx")).ChapterSection }));

const readAssignments = async (progress: Progress): Promise<AssignmentRow[]> =>
  (await progress.classes()).assignments();

/** What can be said of an assignment in one word, and when that changes. */
function stateOf(
  { issued, draft, changedAt }: AssignmentRow,
  now: number,
): { tag: string; tone: string; text: string } {
  if (!issued) {
    const { questions } = sizeOf(draft.parts);
    return { tag: "Draft", tone: "note", text: `${counted(questions, "question")}, changed ${dateText(changedAt)}` };
  }
  const { opensAt, dueAt, late, zone } = issued.assignment;
  if (opensAt !== undefined && opensAt > now) {
    return { tag: "Not open yet", tone: "note", text: `Opens ${dateLine(opensAt, zone, "start", now)}` };
  }
  if (late.closesAt !== undefined && late.closesAt <= now) {
    return { tag: "Closed", tone: "caution", text: `Closed ${dateLine(late.closesAt, zone, "end", now)}` };
  }
  if (dueAt === undefined) return { tag: "Open", tone: "right", text: `Given out ${dateText(issued.at)}, no due date` };
  return dueAt <= now
    ? { tag: "Was due", tone: "caution", text: `Due ${dateLine(dueAt, zone, "end", now)}` }
    : { tag: "Open", tone: "right", text: `Due ${dateLine(dueAt, zone, "end", now)}` };
}

function Entry({
  row,
  now,
  onDuplicate,
  onDelete,
}: {
  row: AssignmentRow;
  now: number;
  onDuplicate(): void;
  onDelete(): void;
}) {
  const { tag, tone, text } = stateOf(row, now);
  const title = row.draft.title.trim() || "Untitled";
  const named = <span className="visually-hidden"> {title}</span>;
  return (
    <li className="assign-entry">
      <div>
        <h3>
          <Link to={`/assign/new/#${row.id}`}>{title}</Link>
        </h3>
        <p className="muted small num">
          <span className={`tag ${tone}`}>{tag}</span> {text}
        </p>
      </div>
      <div className="actions">
        {row.issued ? (
          <>
            <Link to={`/assign/gradebook/#${row.id}`} className="btn">
              Gradebook{named}
            </Link>
            <Link to={`/assign/new/#${row.id}`} className="btn">
              Give out{named}
            </Link>
          </>
        ) : (
          <>
            <Link to={`/assign/new/#${row.id}`} className="btn">
              Continue{named}
            </Link>
            <button
              type="button"
              className="btn quiet"
              onClick={() => download(draftFileText(row.draft), fileName(title, "draft.json"), "application/json")}
            >
              Save as a file{named}
            </button>
          </>
        )}
        <button type="button" className="btn quiet" onClick={onDuplicate}>
          Duplicate{named}
        </button>
        <button type="button" className="btn quiet" onClick={onDelete}>
          Delete{named}
        </button>
      </div>
    </li>
  );
}

/** The instructor's assignments with what to do next, and the keys. */
export function AssignScreen() {
  const app = useStoreApi();
  const navigate = useNavigate();
  const hash = useOwnHash("/assign/");
  const rows = useStored(readAssignments);
  const keys = useKeys();
  const problem = useStore((state) => state.storageProblem);
  const now = useStore((state) => state.now);
  const [said, setSaid] = useState("");
  const [isForLms, setForLms] = useState(false);
  const [deleted, setDeleted] = useState<DeletedAssignment>();
  const [asked, setAsked] = useState<{ row: AssignmentRow; submissions: number }>();
  const undo = useRef<HTMLButtonElement>(null);
  useFollowProgress();
  useEffect(() => {
    if (hash !== "") void navigate(`/assign/gradebook/#${hash}`, { replace: true });
  }, [hash, navigate]);
  // The button that deleted it is gone, so the focus goes to what brings it back.
  useEffect(() => {
    if (deleted) undo.current?.focus();
  }, [deleted]);

  const fail = (error: unknown) => setSaid(errorText(error));
  const open = async (make: (store: StoreApi<State>) => Promise<string>) => {
    try {
      void navigate(`/assign/new/#${await make(app)}`);
    } catch (error) {
      fail(error);
    }
  };
  const askToRemove = async (row: AssignmentRow) => {
    try {
      const classes = await (await app.getState().openProgress()).classes();
      const submissions = row.issued ? (await classes.submissionIds(row.issued.hash)).length : 0;
      if (submissions > 0) setAsked({ row, submissions });
      else await remove(row);
    } catch (error) {
      fail(error);
    }
  };
  const remove = async (row: AssignmentRow) => {
    try {
      setDeleted(await (await (await app.getState().openProgress()).classes()).deleteAssignment(row.id));
    } catch (error) {
      fail(error);
    }
  };
  const restore = async () => {
    if (!deleted) return;
    try {
      await (await (await app.getState().openProgress()).classes()).restoreAssignment(deleted);
      setDeleted(undefined);
    } catch (error) {
      fail(error);
    }
  };
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    try {
      const imported =
        chosen.size > assignmentFileLimit * 2
          ? { ok: false as const, message: "This file is too large to be an assignment. Choose another one." }
          : await importAssignment(app, await chosen.text());
      if (imported.ok) void navigate(`/assign/new/#${imported.id}`);
      else setSaid(imported.message);
    } catch (error) {
      fail(error);
    }
  };

  return (
    <div className="page assign">
      <h1 tabIndex={-1}>Assignments</h1>
      <p className="muted">
        For instructors: give a class a quiz as a link, a file, or a QR code, collect sealed answers, and grade them
        here. Nothing is sent to a server. <Link to="/assign/guide/">Guides for instructors</Link> show each step.
      </p>
      <div className="actions assign-gap">
        <button type="button" className="btn primary" onClick={() => void open(createDraft)}>
          New assignment
        </button>
        <button type="button" className="btn" onClick={() => void open(createExample)}>
          Start from an example
        </button>
        <FileButton label="Import an assignment file" onFiles={([chosen]) => void read(chosen)} />
      </div>
      <Status as="div" className="assign-alert">
        {said}
      </Status>
      {deleted && (
        <Status as="div">
          Deleted: {deleted.assignment.draft.title.trim() || "Untitled"}
          {deleted.submissions.length > 0 && ` and ${counted(deleted.submissions.length, "submission")}`}.{" "}
          <button ref={undo} type="button" className="btn quiet" onClick={() => void restore()}>
            Undo
          </button>
        </Status>
      )}
      {asked && (
        <ConfirmDialog
          title={`Delete ${asked.row.draft.title.trim() || "this assignment"}?`}
          stay="Keep it"
          go="Delete it"
          isDanger
          onClose={(isConfirmed) => {
            setAsked(undefined);
            if (isConfirmed) void remove(asked.row);
          }}
        >
          <p>
            Its gradebook goes with it: {counted(asked.submissions, "submission")}, marks and comments. You can undo
            this until you leave the page.
          </p>
        </ConfirmDialog>
      )}
      <section className="assign-block" aria-labelledby="list">
        <h2 id="list">Your assignments</h2>
        {!rows && (
          <p className="muted">
            {problem
              ? `Your assignments can’t be read: ${problem} Reload the page to try again.`
              : "Loading your assignments…"}
          </p>
        )}
        {rows?.length === 0 && (
          <p className="muted">None yet. The example has everything filled in, and is yours to change.</p>
        )}
        <ul className="assign-entries">
          {rows?.map((row) => (
            <Entry
              key={row.id}
              row={row}
              now={now()}
              onDuplicate={() => void open((store) => duplicateDraft(store, row))}
              onDelete={() => void askToRemove(row)}
            />
          ))}
        </ul>
      </section>
      <section className="assign-block" aria-labelledby="own">
        <h2 id="own">Your own questions</h2>
        <p className="muted">Write questions, or import them from GIFT, Aiken, and Moodle XML files.</p>
        <p className="assign-gap">
          <Link to="/assign/questions/" className="btn">
            Your questions
          </Link>
        </p>
      </section>
      <section className="assign-block" aria-labelledby="chapter">
        <h2 id="chapter">The whole chapter for your LMS</h2>
        <p className="muted">
          Make a SCORM or cmi5 package without an assignment of your own. Your LMS gives the quiz and keeps the grades.
        </p>
        <details
          ref={(fold) => {
            // It may have been opened before the page listened to it.
            if (fold?.open) setForLms(true);
          }}
          className="assign-fold"
          onToggle={(event) => event.currentTarget.open && setForLms(true)}
        >
          <summary>Make a package of the chapter</summary>
          {isForLms && (
            <Suspense fallback={<p className="muted">Loading the formats…</p>}>
              <ChapterSection />
            </Suspense>
          )}
        </details>
      </section>
      {keys && <KeySection keys={keys} />}
    </div>
  );
}
