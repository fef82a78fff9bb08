import { useEffect, useState } from "react";
import type { Progress, StorageState } from "../../progress/progress.ts";
import { ConfirmDialog } from "../shared/confirm-dialog.tsx";
import { download } from "../shared/download.ts";
import { exportBackup } from "../shared/export-backup.ts";
import { eraseNotes } from "../shared/local-notes.ts";
import { useStore } from "../shared/use-store.tsx";
import { AnotherDevice } from "./another-device.tsx";
import { ImportBackup } from "./import-backup.tsx";

const bytesText = (bytes: number): string => {
  const [unit, size] = bytes >= 1e9 ? (["gigabyte", 1e9] as const) : (["megabyte", 1e6] as const);
  return new Intl.NumberFormat("en", { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / size);
};

/** Shows what is stored and how safe it is, and exports, restores or erases it. */
export function DataSection() {
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  const snapshot = useStore((state) => state.snapshot);
  const offlineReady = useStore((state) => state.offlineReady);
  const [storage, setStorage] = useState<StorageState | null>(null);
  const [says, setSays] = useState("");
  const [isErasing, setErasing] = useState(false);
  const run = async (work: (progress: Progress) => Promise<string>) => {
    setSays("");
    await keep(async (progress) => setSays(await work(progress)));
  };
  useEffect(() => {
    if (snapshot) void keep(async (progress) => setStorage(await progress.storage()));
  }, [keep, snapshot]);

  const exportAll = async (progress: Progress) => {
    const { backupLimitBytes } = await import("../../progress/read-backup.ts");
    const bytes = await exportBackup(progress, new Date(now()));
    return bytes > backupLimitBytes
      ? `The backup is ${bytesText(bytes)}, larger than the ${bytesText(backupLimitBytes)} that can be restored. Delete old attempts, then export again.`
      : `Backup saved as a file, ${bytesText(bytes)}.`;
  };
  const exportCsv = async (progress: Progress) => {
    const { attemptsCsv } = await import("../../progress/csv.ts");
    download(attemptsCsv(await progress.attempts(), now()), "drydock-attempts.csv", "text/csv");
    return "Attempts saved as a CSV file.";
  };
  const persist = async (progress: Progress) => {
    const granted = await progress.requestPersistence();
    setStorage(await progress.storage());
    return granted
      ? "The browser will keep your data."
      : "The browser didn’t agree to keep it. To be safe, install Drydock or export backups.";
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
          <dt>Stored</dt>
          <dd>
            {storage === null
              ? "…"
              : !storage.durable
                ? "In memory only: this browser blocks storage, so your progress is lost when you close this tab"
                : storage.persisted
                  ? "In this browser, which agreed not to clear it"
                  : "In this browser, which may clear it if you don’t visit for a while"}
          </dd>
        </div>
        {storage?.usage !== undefined && (
          <div>
            <dt>Storage used</dt>
            <dd className="num">
              {bytesText(storage.usage)}
              {storage.quota !== undefined && ` of ${bytesText(storage.quota)}`}, including Drydock’s own files
            </dd>
          </div>
        )}
        <div>
          <dt>Offline</dt>
          <dd>{offlineReady === null ? "…" : offlineReady ? "Ready: every page opens offline" : "Not ready yet"}</dd>
        </div>
      </dl>
      <p className="muted">
        A backup contains everything: progress, notes, settings, and the environments of the sandbox.
      </p>
      <div className="actions">
        <button type="button" className="btn primary" onClick={() => void run(exportAll)}>
          Export a backup
        </button>
        <button type="button" className="btn" onClick={() => void run(exportCsv)}>
          Export attempts (CSV)
        </button>
        {storage?.durable && storage.persisted === false && (
          <button type="button" className="btn" onClick={() => void run(persist)}>
            Ask the browser to keep my data
          </button>
        )}
      </div>
      <output>{says}</output>
      <AnotherDevice />
      <ImportBackup />
      <h3>Delete</h3>
      <p className="muted">
        Permanently deletes your answers, notes, highlights, reports, environments, and settings from this browser.
      </p>
      <p>
        <button type="button" className="btn danger" onClick={() => setErasing(true)}>
          Delete everything
        </button>
      </p>
      {isErasing && (
        <ConfirmDialog
          title="Delete everything on this device?"
          stay="Cancel"
          go="Delete"
          isDanger
          more={
            <button type="button" className="btn" onClick={() => void run(exportAll)}>
              Export a backup first
            </button>
          }
          onClose={(isConfirmed) => {
            setErasing(false);
            if (isConfirmed) void erase();
          }}
        >
          <p>You can’t undo this. You can restore a backup that you exported before.</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
