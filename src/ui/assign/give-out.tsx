import { errorText } from "../../assessment/error-text.ts";
import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import { useHref, useNavigate } from "react-router-dom";
import { assignmentFile, fileName } from "../../assignment/assignment-file.ts";
import { fingerprintWords } from "../../assignment/fingerprint.ts";
import { linkLimit, qrLimit } from "../../assignment/link.ts";
import { summaryLine } from "../../assignment/summary.ts";
import type { AssignmentRow } from "../../progress/assignment-rows.ts";
import { duplicateDraft } from "../../store/author-list.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { download } from "../shared/download.ts";
import { Link } from "../shared/link.tsx";
import { Status } from "../shared/status.tsx";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { QrCode } from "../shared/qr-code.tsx";
import { useKeys } from "./use-author.ts";

/** Loads when the section is opened: most classes get the link. */
const PlatformSection = lazy(async () => ({
  default: (await import("./platform-section.tsx")).PlatformSection,
}));

const count = (characters: number): string => characters.toLocaleString("en");

/** What the signature proves and what nothing here can prove. */
function Integrity() {
  return (
    <section className="assign-block" aria-labelledby="integrity">
      <h2 id="integrity">What this proves, and what it doesn’t</h2>
      <p>
        <strong>Guaranteed</strong>, for learners who checked your words: nobody changed the assignment after you signed
        it, only your keys open what they submit, and a sealed file that was changed is detected.
      </p>
      <p>
        <strong>Not guaranteed:</strong> who sat at the keyboard, that nobody read the answers out of Drydock (it works
        offline, so it contains them), the device’s clock, and the number of attempts by someone who clears the
        browser’s data. Use it for practice and low-stakes work. For graded exams, use your LMS’s own quiz.
      </p>
      <p>
        <Link to="/assign/guide/what-it-proves/">Read what a sealed file proves, and how to get stronger evidence</Link>
        .
      </p>
    </section>
  );
}

/** How an issued assignment reaches learners: as a link, a file or a QR code. */
export function GiveOut({ row, issued }: { row: AssignmentRow; issued: NonNullable<AssignmentRow["issued"]> }) {
  const id = useId();
  const app = useStoreApi();
  const navigate = useNavigate();
  const now = useStore((state) => state.now);
  const keys = useKeys();
  const [said, setSaid] = useState("");
  const [isForLms, setForLms] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that issued it was far below, and is gone.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const { assignment, payload } = issued;
  const link = `${new URL(useHref("/a/"), window.location.href).href}#${payload}`;
  const words = fingerprintWords(assignment.keys);
  const isLong = link.length > linkLimit;
  const hasKeys = keys?.some((key) => key.id === assignment.keys.sign) ?? true;
  const name = fileName(assignment.title, "acrasg");
  const dates = {
    ...(assignment.opensAt !== undefined && { opensAt: assignment.opensAt }),
    ...(assignment.dueAt !== undefined && { dueAt: assignment.dueAt }),
    ...(assignment.late.closesAt !== undefined && { closesAt: assignment.late.closesAt }),
  };

  const share = () => {
    // A share sheet that is closed without a choice is no failure.
    void navigator.share({ title: assignment.title, url: link }).catch(() => undefined);
  };
  const duplicate = async () => {
    try {
      void navigate(`/assign/new/#${await duplicateDraft(app, row)}`);
    } catch (error) {
      setSaid(errorText(error));
    }
  };

  return (
    <>
      <p className="crumb">
        <Link to="/assign/">Assignments</Link>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {assignment.title}
      </h1>
      <p className="num">{summaryLine(row.draft, dates, now())}</p>
      <div className="actions assign-gap">
        <Link to={`/assign/gradebook/#${row.id}`} className="btn">
          Open the gradebook
        </Link>
        <button type="button" className="btn" onClick={() => void duplicate()}>
          Duplicate as a new draft
        </button>
      </div>
      {!hasKeys && (
        <p className="callout">
          The keys of this assignment aren’t on this device. You can give it out, but to open submissions, import the
          keys under <Link to="/assign/">Your keys</Link>.
        </p>
      )}
      <section className="assign-block" aria-labelledby="give">
        <h2 id="give">Give it to learners</h2>
        <p className="muted">
          It has been given out and doesn’t change any more. Give the same link or file to everyone. It contains no
          names.
        </p>
        {isLong && (
          <p className="callout">
            The link has {count(link.length)} characters. Email programs and chats cut links longer than{" "}
            {count(linkLimit)}, so give out the file instead.
          </p>
        )}
        <div className="field">
          <label htmlFor={`${id}-link`}>Link</label>
          <textarea
            id={`${id}-link`}
            className="mono assign-link"
            rows={3}
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
          />
        </div>
        <div className="actions">
          <CopyButton text={link} label="Copy the link" done="Link copied." isPrimary={!isLong} />
          <button
            type="button"
            className={isLong ? "btn primary" : "btn"}
            onClick={() => {
              download(assignmentFile(assignment.title, payload), name, "application/json");
              setSaid(`Saved as ${name}.`);
            }}
          >
            Save as a file
          </button>
          {"share" in navigator && (
            <button type="button" className="btn" onClick={share}>
              Share
            </button>
          )}
          <Link to={`/a/#${payload}`} className="btn">
            Open it as a learner
          </Link>
        </div>
        <Status className="muted">{said}</Status>
        {link.length <= qrLimit ? (
          <figure className="assign-figure">
            <QrCode text={link} label={`QR code of the link to ${assignment.title}`} />
            <figcaption className="muted small">Show it in class; a phone’s camera opens the assignment.</figcaption>
          </figure>
        ) : (
          <p className="muted assign-gap">
            There’s no QR code: the link has {count(link.length)} characters, and cameras read up to {count(qrLimit)}.
            Use the link or the file. It gets shorter with fewer objectives to draw from, or with the same questions for
            everyone.
          </p>
        )}
      </section>
      <section className="assign-block" aria-labelledby="platform">
        <h2 id="platform">For your learning platform (LMS)</h2>
        <p className="muted">
          Your LMS gives the quiz, knows who the learners are, and keeps the grades. Nothing comes back to the gradebook
          here.
        </p>
        <details className="assign-fold" onToggle={(event) => event.currentTarget.open && setForLms(true)}>
          <summary>Save the assignment for an LMS</summary>
          {isForLms && (
            <Suspense fallback={<p className="muted">Loading the formats…</p>}>
              <PlatformSection assignment={assignment} />
            </Suspense>
          )}
        </details>
      </section>
      <section className="assign-block" aria-labelledby="words">
        <h2 id="words">Your fingerprint words</h2>
        <p className="assign-words">{words.join(" ")}</p>
        <p className="muted">
          Learners see these words before they begin. Show yours in class or in the syllabus, and ask them to compare:
          if they match, the assignment is from you. A link alone doesn’t prove that, because anyone can make one.
        </p>
        <CopyButton text={words.join(" ")} label="Copy the words" done="Words copied." />
      </section>
      <Integrity />
    </>
  );
}
