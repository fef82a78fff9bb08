import { useEffect, useRef, type ReactNode } from "react";
import { Link } from "../shared/link.tsx";
import { useStore } from "../shared/use-store.tsx";

const keys: { keys: string[]; does: ReactNode; single: boolean }[] = [
  { keys: ["Ctrl", "K"], does: "Search; with ⌘ on a Mac", single: false },
  { keys: ["/"], does: "Search", single: true },
  { keys: ["?"], does: "This help", single: true },
  { keys: ["A", "…", "H"], does: "In a quiz: choose the option with that letter", single: true },
  { keys: ["N"], does: "In a quiz: next item, or check the answer", single: true },
  { keys: ["P"], does: "In a quiz: previous item", single: true },
  { keys: ["F"], does: "In a quiz: flag the item", single: true },
  { keys: ["Esc"], does: "Close what is open", single: false },
];

/** Where help always is: the keys, what the two sets of rules are, and where to go on. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const singleKeys = useStore((state) => state.settings.singleKeys);
  const changeSettings = useStore((state) => state.changeSettings);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="help-title">Help and keys</h2>
        <p>
          <strong>Two sets of rules.</strong> The chapter states some facts otherwise than Microsoft’s documentation
          does. <em>Chapter</em> shows every number and rule as the course asks for it, <em>Azure today</em> as the
          documentation says. The switch in the top bar changes them everywhere; each difference carries a reality
          check, and{" "}
          <Link to="/facts/#differ" onClick={close}>
            Facts
          </Link>{" "}
          lists them all.
        </p>
        <p>
          <strong>Your answers</strong> are stored in this browser as you give them. A backup is made in{" "}
          <Link to="/settings/#data" onClick={close}>
            Settings
          </Link>
          .
        </p>
        <table className="keys">
          <caption className="visually-hidden">Keys</caption>
          <tbody>
            {keys
              .filter(({ single }) => singleKeys || !single)
              .map(({ keys: pressed, does }) => (
                <tr key={pressed.join()}>
                  <th scope="row">
                    {pressed.map((key) => (
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
          Keys that work without Ctrl, Alt or ⌘
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
