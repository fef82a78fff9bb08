import { useEffect, useRef } from "react";
import { HelpIcon, SettingsIcon } from "../shared/icons.tsx";
import { NavLink } from "../shared/link.tsx";
import { askShell } from "../shared/ui-events.ts";
import { useStore } from "../shared/use-store.tsx";
import { morePlaces } from "./navigation.tsx";

const themes = [
  { value: "system", title: "System default" },
  { value: "light", title: "Light" },
  { value: "dark", title: "Dark" },
] as const;

/** What the bar of a phone has no room for: the other places, the settings, the theme and help. */
export function MoreSheet({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const theme = useStore((state) => state.settings.theme);
  const changeSettings = useStore((state) => state.changeSettings);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="more-title" onClose={onClose}>
      <div className="dialog-body">
        <header className="sheet-head">
          <h2 id="more-title">More</h2>
          <button type="button" className="btn quiet" onClick={close}>
            Close
          </button>
        </header>
        <nav aria-label="More">
          <ul className="sheet-places">
            {[...morePlaces, { to: "/settings/", title: "Settings", icon: SettingsIcon }].map(
              ({ to, title, icon: Icon }) => (
                <li key={to}>
                  <NavLink to={to} onClick={close}>
                    <Icon />
                    {title}
                  </NavLink>
                </li>
              ),
            )}
            <li>
              <button
                type="button"
                onClick={() => {
                  close();
                  askShell("help");
                }}
              >
                <HelpIcon />
                Help and keyboard shortcuts
              </button>
            </li>
          </ul>
        </nav>
        <fieldset aria-labelledby="more-theme" className="sheet-theme">
          <span id="more-theme">Theme</span>
          {themes.map(({ value, title }) => (
            <button
              key={value}
              type="button"
              className="chip"
              aria-pressed={theme === value}
              onClick={() => changeSettings({ theme: value })}
            >
              {title}
            </button>
          ))}
        </fieldset>
      </div>
    </dialog>
  );
}
