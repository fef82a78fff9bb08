import { errorText } from "../../assessment/error-text.ts";
import { useRef, useState } from "react";
import type { BackupData, BackupFile, ImportPreview } from "../../progress/backup-file.ts";
import { keepFormer } from "../../offline/former.ts";
import { readBackupFile, restoreBackup } from "../../store/backup-file.ts";
import { useStore } from "../shared/use-store.tsx";

const tableNames: Record<keyof BackupData, string> = {
  settings: "Settings",
  attempts: "Attempts",
  responses: "Answers",
  positions: "Reading positions",
  sections: "Sections done",
  checks: "Questions in the chapter",
  marks: "Highlights and notes",
  reveals: "Self-graded cards",
  reports: "Question reports",
  log: "Graded answers",
  cardMarks: "Cards put aside",
  study: "Study plan",
  activity: "Days of study",
  environments: "Sandbox environments",
  assignments: "Assignments you give",
  ownQuestions: "Your own questions",
  gradebooks: "Gradebooks",
  submissions: "Submissions",
  assigned: "Assignments you take",
};

type Step =
  | { at: "choose"; problem?: string; done?: string }
  | { at: "reading" }
  | { at: "preview"; name: string; backup: BackupFile; preview: ImportPreview }
  | { at: "importing" };

/** Restores a backup: choose a file, see what would change, then merge. A rejected or failed file changes nothing. */
export function ImportBackup() {
  const openProgress = useStore((state) => state.openProgress);
  const now = useStore((state) => state.now);
  const [step, setStep] = useState<Step>({ at: "choose" });
  const code = useRef<HTMLTextAreaElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const busy = step.at === "reading" || step.at === "importing";

  const fail = (error: unknown) => setStep({ at: "choose", problem: errorText(error) });
  const read = async (name: string, source: Pick<File, "size" | "text">) => {
    setStep({ at: "reading" });
    try {
      const [progress, { problemText }, { backupLimitBytes }] = await Promise.all([
        openProgress(),
        import("../../progress/problem-text.ts"),
        import("../../progress/read-backup.ts"),
      ]);
      const { size: bytes } = source;
      // A huge file is rejected before it is read into memory.
      const read =
        bytes > backupLimitBytes
          ? { ok: false as const, error: { code: "tooLarge" as const, limitBytes: backupLimitBytes, bytes } }
          : await readBackupFile(progress, await source.text());
      if (read.ok) setStep({ at: "preview", name, ...read.value });
      else setStep({ at: "choose", problem: problemText(read.error) });
    } catch (error) {
      fail(error);
    }
    if (input.current) input.current.value = "";
    if (code.current) code.current.value = "";
  };
  const restore = async (backup: BackupFile) => {
    setStep({ at: "importing" });
    try {
      const progress = await openProgress();
      await restoreBackup(progress, backup);
      keepFormer();
      await (await import("../../store/fill-log.ts")).fillLog(progress, now());
      setStep({ at: "choose", done: "Backup restored and merged with your data." });
    } catch (error) {
      fail(error);
    }
  };

  const changes =
    step.at === "preview" ? step.preview.tables.filter(({ added, newer }) => added > 0 || newer > 0).length : 0;
  return (
    <div className="import">
      <h3>Restore</h3>
      <p className="muted">
        Restoring merges the backup with your data and keeps the newer version of each entry. Anything you deleted here
        comes back if it’s in the file.
      </p>
      <div className="field">
        <label htmlFor="backup-file">Backup file</label>
        <input
          ref={input}
          id="backup-file"
          type="file"
          accept=".json,application/json"
          disabled={busy}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void read(file.name, file);
          }}
        />
      </div>
      <div className="field">
        <label htmlFor="backup-code">Or a code from another device</label>
        <textarea id="backup-code" rows={2} spellCheck={false} autoComplete="off" ref={code} disabled={busy} />
        <p>
          <button
            type="button"
            className="btn"
            disabled={busy}
            onClick={() => void read("Code from another device", new Blob([code.current?.value ?? ""]))}
          >
            Read the code
          </button>
        </p>
      </div>
      <output>
        {step.at === "reading" && "Reading it. Nothing has changed yet."}
        {step.at === "importing" && "Restoring…"}
        {step.at === "choose" && step.done}
      </output>
      {step.at === "choose" && step.problem && (
        <p role="alert" className="problem">
          {step.problem}
        </p>
      )}
      {step.at === "preview" && (
        <>
          {/* What scrolls sideways takes the focus, so that the arrow keys can scroll it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <section className="scroll" aria-label="What the backup would change" tabIndex={0}>
            <table>
              <caption>
                {step.name}, saved{" "}
                {new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(
                  new Date(step.preview.savedAt),
                )}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Data</th>
                  <th scope="col">In the file</th>
                  <th scope="col">New</th>
                  <th scope="col">Newer</th>
                  <th scope="col">Already here</th>
                </tr>
              </thead>
              <tbody>
                {step.preview.tables
                  .filter(({ inFile }) => inFile > 0)
                  .map(({ table, inFile, added, newer, kept }) => (
                    <tr key={table}>
                      <th scope="row">{tableNames[table]}</th>
                      <td className="num">{inFile}</td>
                      <td className="num">{added}</td>
                      <td className="num">{newer}</td>
                      <td className="num">{kept}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </section>
          {changes === 0 && <p>Everything in this file is already here.</p>}
          <div className="actions">
            {changes > 0 && (
              <button type="button" className="btn primary" onClick={() => void restore(step.backup)}>
                Restore
              </button>
            )}
            <button type="button" className="btn" onClick={() => setStep({ at: "choose" })}>
              {changes > 0 ? "Cancel" : "Close"}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
