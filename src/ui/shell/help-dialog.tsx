import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "../shared/link.tsx";
import { profileNames } from "../shared/profile-names.ts";
import { useStore } from "../shared/use-store.tsx";

const shortcuts: { keys: string[]; does: ReactNode; single: boolean }[] = [
  { keys: ["Ctrl", "K"], does: "Search (⌘ K on a Mac)", single: false },
  { keys: ["/"], does: "Search", single: true },
  { keys: ["?"], does: "Show this help", single: true },
  { keys: ["1", "…", "9"], does: "In a quiz: answer with the option, place or step at that number", single: true },
  { keys: ["A", "…", "H"], does: "In a quiz: choose the option with that letter", single: true },
  { keys: ["N"], does: "In a quiz: next question, or check the answer", single: true },
  { keys: ["P"], does: "In a quiz: previous question", single: true },
  { keys: ["F"], does: "In a quiz: flag the question", single: true },
  { keys: ["Esc"], does: "Close a dialog or panel", single: false },
];

/** Shows help, in the same place on every page: the two sets of rules, where progress is stored, and shortcuts. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const singleKeys = useStore((state) => state.settings.singleKeys);
  const changeSettings = useStore((state) => state.changeSettings);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="help-title">Help and keyboard shortcuts</h2>
        <p>
          <strong>Two sets of rules.</strong> The chapter and Microsoft’s documentation disagree on some facts. Under{" "}
          <em>{profileNames.chapter}</em>, numbers and answers follow the course; under <em>{profileNames.azure}</em>,
          they follow the documentation. The Rules switch at the top changes the text and the questions; a sandbox
          environment keeps the rules that it was created with. A reality check in the text explains each difference,
          and{" "}
          <Link to="/facts/#differ" onClick={close}>
            Facts
          </Link>{" "}
          lists them all.
        </p>
        <p>
          <strong>Your answers</strong> are saved in this browser as you give them. To make a backup, go to{" "}
          <Link to="/settings/#data" onClick={close}>
            Settings
          </Link>
          .
        </p>
        <table className="keys">
          <caption className="visually-hidden">Keyboard shortcuts</caption>
          <tbody>
            {shortcuts
              .filter(({ single }) => singleKeys || !single)
              .map(({ keys, does }) => (
                <tr key={keys.join()}>
                  <th scope="row">
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </th>
                  <td>{does}</td>
                </tr>
              ))}
          </tbody>
        </table>
        <label className="tick-line">
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => changeSettings({ singleKeys: event.target.checked })}
          />
          Single-key shortcuts, without Ctrl, Alt, or ⌘
        </label>
        <div className="dialog-actions">
          <button type="button" className="btn primary" onClick={close}>
            Close
          </button>
        </div>
      </div>
    </dialog>
  );
}
