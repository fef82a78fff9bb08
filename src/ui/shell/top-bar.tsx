import { Link } from "../shared/link.tsx";
import type { Profile } from "../../assessment/item.ts";
import { HelpIcon, Mark, SearchIcon, SettingsIcon, ThemeIcon } from "../shared/icons.tsx";
import { profileNames } from "../shared/profile-names.ts";
import { askShell } from "../shared/ui-events.ts";
import { useStore } from "../shared/use-store.tsx";

/** The active rules, always visible; switching changes every fact on the page at once. */
function ProfileSwitch() {
  const profile = useStore((state) => state.settings.profile);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <div className="rules">
      <span className="small muted label" id="rules-label">
        Rules
      </span>
      <fieldset className="switch" aria-labelledby="rules-label">
        {(Object.keys(profileNames) as Profile[]).map((name) => (
          <button
            key={name}
            type="button"
            data-side={name}
            aria-pressed={profile === name}
            onClick={() => changeSettings({ profile: name, profileChosen: true })}
          >
            {name === "azure" ? (
              <>
                Azure<i> today</i>
              </>
            ) : (
              profileNames[name]
            )}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

export function TopBar() {
  const changeSettings = useStore((state) => state.changeSettings);
  const toggleTheme = () =>
    changeSettings({ theme: document.documentElement.dataset["theme"] === "dark" ? "light" : "dark" });
  return (
    <header className="top">
      <Link className="brand" to="/">
        <Mark />
        Drydock
      </Link>
      <button
        type="button"
        className="search"
        onClick={() => askShell("search")}
        aria-label="Search"
        aria-keyshortcuts="/ Control+K"
      >
        <SearchIcon />
        <span>Search chapter, facts, commands</span>
        <kbd aria-hidden="true">/</kbd>
      </button>
      <ProfileSwitch />
      <button
        type="button"
        className="iconbtn theme"
        aria-label="Switch between light and dark theme"
        onClick={toggleTheme}
      >
        <ThemeIcon />
      </button>
      <Link className="iconbtn" to="/settings/" aria-label="Settings">
        <SettingsIcon />
      </Link>
      <button
        type="button"
        className="iconbtn help"
        aria-label="Help and keyboard shortcuts"
        onClick={() => askShell("help")}
      >
        <HelpIcon />
      </button>
    </header>
  );
}
