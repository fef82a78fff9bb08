import { errorText } from "../../assessment/error-text.ts";
import { useId, useState, type SyntheticEvent } from "react";
import { fileName } from "../../assignment/assignment-file.ts";
import { fingerprintWords } from "../../assignment/fingerprint.ts";
import { passphraseLength } from "../../assignment/key-backup.ts";
import type { KeyRow } from "../../progress/assignment-rows.ts";
import { confirmKeyBackup, keyBackup, makeKeys, publicKeys } from "../../store/author-keys.ts";
import { download } from "../shared/download.ts";
import { Status } from "../shared/status.tsx";
import { useStoreApi } from "../shared/use-store.tsx";

type Step = { at: "passphrase"; problem: string } | { at: "working" } | { at: "saved"; row: KeyRow; name: string };

/**
 * Saves a backup of keys under a passphrase; makes the keys if there are none. They can be used once the instructor says that the
 * file is safe.
 */
export function MakeKeys({ unsaved, onDone }: { unsaved: KeyRow | undefined; onDone?: () => void }) {
  const id = useId();
  const app = useStoreApi();
  const [step, setStep] = useState<Step>({ at: "passphrase", problem: "" });
  const [passphrase, setPassphrase] = useState("");
  const [repeated, setRepeated] = useState("");
  const [isShown, setShown] = useState(false);

  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (passphrase.length < passphraseLength) {
      return setStep({
        at: "passphrase",
        problem: `Use at least ${passphraseLength} characters: four words, for example.`,
      });
    }
    if (passphrase !== repeated) {
      return setStep({ at: "passphrase", problem: "The two passphrases differ. Enter the same one twice." });
    }
    setStep({ at: "working" });
    try {
      const row = unsaved ?? (await makeKeys(app));
      const words = fingerprintWords(publicKeys(row.keys));
      const name = fileName(`Drydock keys ${words.slice(0, 2).join(" ")}`, "json");
      download(await keyBackup(row, passphrase), name, "application/json");
      setStep({ at: "saved", row, name });
    } catch (error) {
      setStep({ at: "passphrase", problem: errorText(error) });
    }
  };
  const confirm = async (row: KeyRow) => {
    try {
      await confirmKeyBackup(app, row);
      onDone?.();
    } catch (error) {
      setStep({ at: "passphrase", problem: errorText(error) });
    }
  };

  if (step.at === "saved") {
    return (
      <div className="assign-keys">
        <Status as="div">
          <h3>Is the file safe?</h3>
          <p>
            Your browser saved <span className="mono">{step.name}</span>. Keep it with your passphrase where you’d keep
            grades: a password manager or your school’s drive.
          </p>
        </Status>
        <div className="actions">
          <button type="button" className="btn primary" onClick={() => void confirm(step.row)}>
            The file is saved
          </button>
          <button type="button" className="btn" onClick={() => setStep({ at: "passphrase", problem: "" })}>
            Save it again
          </button>
        </div>
      </div>
    );
  }
  const field = (name: string, label: string, value: string, onChange: (value: string) => void) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        type={isShown ? "text" : "password"}
        autoComplete="new-password"
        value={value}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
  return (
    <form className="assign-keys" onSubmit={(event) => void save(event)}>
      <h3>{unsaved ? "Save a backup of your keys" : "Make your keys"}</h3>
      <p>
        Learners’ answers are sealed so that only your keys open them. Without the keys, you can’t open or grade any
        submission, and <strong>nobody can restore lost keys</strong>, the makers of Drydock included. So save them as a
        file first, locked with a passphrase.
      </p>
      <div className="assign-two">
        {field("passphrase", "Passphrase", passphrase, setPassphrase)}
        {field("repeated", "The same again", repeated, setRepeated)}
      </div>
      <label className="assign-check" htmlFor={`${id}-shown`}>
        <input
          id={`${id}-shown`}
          type="checkbox"
          checked={isShown}
          onChange={(event) => setShown(event.target.checked)}
        />
        <span>Show the passphrase</span>
      </label>
      <p id={`${id}-problem`} role="alert" className="assign-alert">
        {step.at === "passphrase" && step.problem}
      </p>
      <button type="submit" className="btn primary" disabled={step.at === "working"}>
        {step.at === "working" ? "Locking the file…" : unsaved ? "Save the backup file" : "Make keys and save the file"}
      </button>
    </form>
  );
}
