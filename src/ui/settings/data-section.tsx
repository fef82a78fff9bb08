import { useEffect, useRef, useState } from "react";
import type { Progress, StorageState } from "../../progress/progress.ts";
import { download } from "../shared/download.ts";
import { exportBackup } from "../shared/export-backup.ts";
import { eraseNotes } from "../shared/local-notes.ts";
import { useStore } from "../shared/use-store.tsx";
import { ImportBackup } from "./import-backup.tsx";

const bytesText = (bytes: number): string => {
  const [unit, size] = bytes >= 1e9 ? (["gigabyte", 1e9] as const) : (["megabyte", 1e6] as const);
  return new Intl.NumberFormat("en", { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / size);
};

/** What is stored, whether it is safe, and every way in and out. */
export function DataSection() {
  const keep = useStore((state) => state.keep);
  const snapshot = useStore((state) => state.snapshot);
  const offlineReady = useStore((state) => state.offlineReady);
  const [storage, setStorage] = useState<StorageState | null>(null);
  const [says, setSays] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  const run = async (work: (progress: Progress) => Promise<string>) => {
    setSays("");
    await keep(async (progress) => setSays(await work(progress)));
  };
  useEffect(() => {
    if (snapshot) void keep(async (progress) => setStorage(await progress.storage()));
  }, [keep, snapshot]);

  const exportAll = async (progress: Progress) => {
    const { backupLimitBytes } = await import("../../progress/read-backup.ts");
    const bytes = await exportBackup(progress, new Date());
    return bytes > backupLimitBytes
      ? `The backup is ${bytesText(bytes)}, more than can be restored (${bytesText(backupLimitBytes)}). Delete old attempts and export again.`
      : `Backup saved as a file, ${bytesText(bytes)}.`;
  };
  const exportCsv = async (progress: Progress) => {
    const { attemptsCsv } = await import("../../progress/csv.ts");
    download(attemptsCsv(await progress.attempts()), "drydock-attempts.csv", "text/csv");
    return "Attempts saved as a table.";
  };
  const exportReports = async (progress: Progress) => {
    const reports = await progress.reports();
    if (reports.length === 0) return "You have not reported any item.";
    download(`${JSON.stringify(reports, null, 2)}\n`, "drydock-reports.json", "application/json");
    return `${reports.length} ${reports.length === 1 ? "report" : "reports"} saved as a file.`;
  };
  const persist = async (progress: Progress) => {
    const granted = await progress.requestPersistence();
    setStorage(await progress.storage());
    return granted
      ? "The browser will keep your data."
      : "The browser made no promise. Installing the app, or a backup, is the safe way.";
  };
  const erase = async () => {
    const erased = await keep((progress) => progress.erase());
    if (!erased) return;
    eraseNotes();
    window.location.reload();
  };

  return (
    <section className="block" aria-labelledby="data">
      <h2 id="data" tabIndex={-1}>
        Your data
      </h2>
      <dl className="states">
        <div>
          <dt>Kept</dt>
          <dd>
            {storage === null
              ? "…"
              : !storage.durable
                ? "In memory only: this browser blocks storage, so everything ends with this tab"
                : storage.persisted
                  ? "In this browser, which promised not to clear it"
                  : "In this browser, which may clear it after a while without use"}
          </dd>
        </div>
        {storage?.usage !== undefined && (
          <div>
            <dt>Room</dt>
            <dd className="num">
              {bytesText(storage.usage)} used
              {storage.quota !== undefined && ` of ${bytesText(storage.quota)}`}, the app’s own files included
            </dd>
          </div>
        )}
        <div>
          <dt>Offline</dt>
          <dd>
            {offlineReady === null ? "…" : offlineReady ? "Ready: every page opens without a network" : "Not ready"}
          </dd>
        </div>
      </dl>
      <div className="actions">
        <button type="button" className="btn primary" onClick={() => void run(exportAll)}>
          Export a backup
        </button>
        <button type="button" className="btn" onClick={() => void run(exportCsv)}>
          Attempts as CSV
        </button>
        <button type="button" className="btn" onClick={() => void run(exportReports)}>
          My item reports
        </button>
        {storage?.durable && storage.persisted === false && (
          <button type="button" className="btn" onClick={() => void run(persist)}>
            Ask the browser to keep it
          </button>
        )}
      </div>
      <p role="status">{says}</p>
      <ImportBackup />
      <h3>Erase</h3>
      <p className="muted">Removes answers, notes, marks, reports and settings from this browser for good.</p>
      <p>
        <button type="button" className="btn danger" onClick={() => dialog.current?.showModal()}>
          Erase everything
        </button>
      </p>
      <dialog ref={dialog} aria-labelledby="erase-title">
        <div className="dialog-body">
          <h2 id="erase-title">Erase everything on this device?</h2>
          <p>This cannot be undone. A backup made before can be restored later.</p>
          <div className="dialog-actions">
            <button type="button" className="btn" onClick={() => void run(exportAll)}>
              Export a backup first
            </button>
            <button type="button" className="btn" onClick={() => dialog.current?.close()}>
              Keep it
            </button>
            <button type="button" className="btn danger" onClick={() => void erase()}>
              Erase
            </button>
          </div>
        </div>
      </dialog>
    </section>
  );
}
