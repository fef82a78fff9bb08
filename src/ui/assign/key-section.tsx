import { errorText } from "../../assessment/error-text.ts";
import { useId, useRef, useState, type SyntheticEvent } from "react";
import { fingerprintWords } from "../../assignment/fingerprint.ts";
import type { KeyRow } from "../../progress/assignment-rows.ts";
import { deleteKeys, importKeys, publicKeys } from "../../store/author-keys.ts";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { dateText } from "../shared/item/attempt-history.tsx";
import { Status } from "../shared/status.tsx";
import { useStoreApi } from "../shared/use-store.tsx";
import { MakeKeys } from "./make-keys.tsx";

/** Takes keys over from their backup file. */
function ImportKeys({ onDone }: { onDone(said: string): void }) {
  const id = useId();
  const app = useStoreApi();
  const file = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState("");
  const [problem, setProblem] = useState("");
  const [isReading, setReading] = useState(false);
  const read = async (event: SyntheticEvent) => {
    event.preventDefault();
    const chosen = file.current?.files?.[0];
    if (!chosen) return setProblem("Choose the file with your keys.");
    setReading(true);
    setProblem("");
    try {
      const imported =
        chosen.size > 100_000
          ? { ok: false as const, message: "This file is too large to contain keys. Choose another one." }
          : await importKeys(app, await chosen.text(), passphrase);
      if (imported.ok) onDone(imported.isNew ? "Your keys are on this device now." : "These keys were here already.");
      else setProblem(imported.message);
    } catch (error) {
      setProblem(errorText(error));
    }
    setReading(false);
  };
  return (
    <form className="assign-keys" onSubmit={(event) => void read(event)}>
      <div className="assign-two">
        <div className="field">
          <label htmlFor={`${id}-file`}>Backup file of your keys</label>
          <input ref={file} id={`${id}-file`} type="file" />
        </div>
        <div className="field">
          <label htmlFor={`${id}-passphrase`}>Its passphrase</label>
          <input
            id={`${id}-passphrase`}
            type="password"
            autoComplete="current-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </div>
      </div>
      <p role="alert" className="assign-alert">
        {problem}
      </p>
      <button type="submit" className="btn" disabled={isReading}>
        {isReading ? "Unlocking…" : "Import the keys"}
      </button>
    </form>
  );
}

function KeyEntry({ row, isSigning, onDelete }: { row: KeyRow; isSigning: boolean; onDelete(): void }) {
  return (
    <li>
      <div>
        <p className="assign-words">{fingerprintWords(publicKeys(row.keys)).join(" ")}</p>
        <p className="small muted">
          Made {dateText(row.createdAt)}.{" "}
          {row.backedUpAt === undefined
            ? "No backup saved yet, so no assignment can be given out with them."
            : `Backup saved ${dateText(row.backedUpAt)}.`}
          {isSigning && " New assignments are signed with these."}
        </p>
      </div>
      <button type="button" className="btn quiet" onClick={onDelete}>
        Delete<span className="visually-hidden"> these keys</span>
      </button>
    </li>
  );
}

/** Lists the instructor's keys, backs them up, and says what to do when they're lost. */
export function KeySection({ keys }: { keys: readonly KeyRow[] }) {
  const app = useStoreApi();
  const [open, setOpen] = useState<"make" | "import" | null>(null);
  const [said, setSaid] = useState("");
  const [leaving, setLeaving] = useState<KeyRow>();
  const newest = keys[0];
  const signing = keys.find(({ backedUpAt }) => backedUpAt !== undefined);
  const done = (text: string) => {
    setOpen(null);
    setSaid(text);
  };
  const remove = (row: KeyRow) => deleteKeys(app, row.id).catch((error: unknown) => setSaid(String(error)));
  return (
    <section className="assign-block" aria-labelledby="keys">
      <h2 id="keys">Your keys</h2>
      {keys.length === 0 ? (
        <p className="muted">None yet. You make them when you give out your first assignment, or now.</p>
      ) : (
        <ul className="rows assign-key-list">
          {keys.map((row) => (
            <KeyEntry key={row.id} row={row} isSigning={row === signing} onDelete={() => setLeaving(row)} />
          ))}
        </ul>
      )}
      <div className="actions assign-gap">
        <button
          type="button"
          className="btn"
          aria-expanded={open === "make"}
          onClick={() => setOpen(open === "make" ? null : "make")}
        >
          {newest ? "Save a backup" : "Make keys"}
        </button>
        <button
          type="button"
          className="btn"
          aria-expanded={open === "import"}
          onClick={() => setOpen(open === "import" ? null : "import")}
        >
          Import keys
        </button>
      </div>
      {open === "make" && <MakeKeys unsaved={newest} onDone={() => done("Your keys are saved.")} />}
      {open === "import" && <ImportKeys onDone={done} />}
      <Status className="muted">{said}</Status>
      <details className="assign-fold">
        <summary>Several devices, and lost keys</summary>
        <ul className="assign-notes">
          <li>
            To grade on another device, or with a colleague, import the backup file there. The fingerprint words match.
          </li>
          <li>
            If this browser’s data is gone, import the backup file: sealed submissions open again, and assignments that
            you gave out stay valid.
          </li>
          <li>
            If the file or its passphrase is lost but the keys are still here, save a new backup now. The old file keeps
            working with its own passphrase.
          </li>
          <li>
            If both are lost, nobody can open what learners sealed. Make new keys, duplicate the assignment, give out
            the new link, and ask learners to take it again. Their answers and results stay on their devices meanwhile.
          </li>
        </ul>
      </details>
      {leaving && (
        <ConfirmDialog
          title="Delete these keys from this device?"
          stay="Cancel"
          go="Delete"
          isDanger
          onClose={(isConfirmed) => {
            setLeaving(undefined);
            if (isConfirmed) void remove(leaving);
          }}
        >
          <p>
            Submissions that were sealed to them can’t be opened here any more. With their backup file, you can import
            them again.
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}
