import { useState, type ReactNode } from "react";
import { Link } from "../shared/link.tsx";
import { exportBackup, exportedNote } from "../shared/export-backup.ts";
import { readNote, writeNote } from "../shared/local-notes.ts";
import { useStore } from "../shared/use-store.tsx";
import { installOffer, visitNumber } from "./install.ts";

const monthMs = 30 * 86_400_000;
const offerAtVisit = 3;

function Notice({ tone, children }: { tone?: "caution"; children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone} role={tone ? "alert" : "status"}>
      {children}
    </div>
  );
}

function ExportButton({ onDone }: { onDone?: () => void }) {
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  return (
    <button
      type="button"
      className="btn"
      onClick={() => void keep((progress) => exportBackup(progress, new Date(now()))).then(onDone)}
    >
      Export a backup
    </button>
  );
}

/** Shows one notice at a time, the most serious first; all but storage problems wait until a quiz is over. */
export function Notices({
  inQuiz,
  updateWaiting,
  update,
}: {
  inQuiz: boolean;
  updateWaiting: boolean;
  update(): Promise<boolean>;
}) {
  const storageProblem = useStore((state) => state.storageProblem);
  const durable = useStore((state) => state.durable);
  const dismissed = useStore((state) => state.settings.dismissed);
  const rulesChosen = useStore((state) => state.settings.profileChosen);
  const hasAttempts = useStore((state) => (state.snapshot?.attempts.length ?? 0) > 0);
  const now = useStore((state) => state.now);
  const changeSettings = useStore((state) => state.changeSettings);
  const [hidden, setHidden] = useState<string[]>([]);
  const [rejected, setRejected] = useState(false);
  const hide = (name: string) => setHidden([...hidden, name]);
  const dismiss = (name: string) => changeSettings({ dismissed: [...dismissed, name] });

  if (storageProblem && !hidden.includes(storageProblem)) {
    return (
      <Notice tone="caution">
        <p>{storageProblem}</p>
        <div className="dialog-actions">
          <ExportButton />
          <button type="button" className="btn quiet" onClick={() => hide(storageProblem)}>
            Close
          </button>
        </div>
      </Notice>
    );
  }
  if (durable === false && !hidden.includes("memory")) {
    return (
      <Notice tone="caution">
        <p>
          <strong>This browser blocks storage.</strong> Everything works, but your progress is lost when you close this
          tab. Export a backup before you leave.
        </p>
        <div className="dialog-actions">
          <ExportButton />
          <button type="button" className="btn quiet" onClick={() => hide("memory")}>
            Close
          </button>
        </div>
      </Notice>
    );
  }
  if (inQuiz) return null;
  if (updateWaiting && !hidden.includes("update")) {
    return (
      <Notice>
        <p>{rejected ? "A quiz is open in another tab. Finish it or close that tab first." : "New version ready"}</p>
        <div className="dialog-actions">
          <button
            type="button"
            className="btn primary"
            onClick={() => void update().then((done) => setRejected(!done))}
          >
            Reload
          </button>
          <button type="button" className="btn quiet" onClick={() => hide("update")}>
            Later
          </button>
        </div>
      </Notice>
    );
  }
  if (!rulesChosen) return null;
  const offer = installOffer();
  if (offer && visitNumber(now()) >= offerAtVisit && !dismissed.includes("install")) {
    return (
      <Notice>
        <p>
          {offer === "manually"
            ? "Add Drydock to your home screen from the Share menu. Browsers keep the data of installed apps longer."
            : "Install Drydock to open it like any app, even offline. Browsers also keep the data of installed apps longer."}
        </p>
        <div className="dialog-actions">
          {offer !== "manually" && (
            <button
              type="button"
              className="btn primary"
              onClick={() => void offer.prompt().then(() => dismiss("install"))}
            >
              Install
            </button>
          )}
          <button type="button" className="btn quiet" onClick={() => dismiss("install")}>
            {offer === "manually" ? "Got it" : "Don’t ask again"}
          </button>
        </div>
      </Notice>
    );
  }
  return hasAttempts && !hidden.includes("month") ? <BackupReminder onDone={() => hide("month")} /> : null;
}

/** Reminds learners with attempts to export a backup once a month, counted from the first attempt. */
function BackupReminder({ onDone }: { onDone(): void }) {
  const now = useStore((state) => state.now);
  const [due] = useState(() => backupIsDue(now()));
  if (!due) return null;
  const later = () => {
    writeNote(exportedNote, String(now()));
    onDone();
  };
  return (
    <Notice>
      <p>
        You haven’t exported a backup for a month. Browsers may clear a site’s data, so{" "}
        <Link to="/settings/#data">keep a copy</Link>.
      </p>
      <div className="dialog-actions">
        <ExportButton onDone={later} />
        <button type="button" className="btn quiet" onClick={later}>
          Not now
        </button>
      </div>
    </Notice>
  );
}

function backupIsDue(now: number): boolean {
  const exported = Number(readNote(exportedNote));
  if (!exported) writeNote(exportedNote, String(now));
  return exported > 0 && now - exported > monthMs;
}
