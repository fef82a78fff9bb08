import type { Settings } from "../../progress/progress.ts";
import type { About } from "../../content/content.ts";
import { useStore } from "../shared/use-store.tsx";

function Choice<K extends "theme" | "profile" | "textSize" | "contrast" | "density" | "motion">({
  name,
  title,
  options,
}: {
  name: K;
  title: string;
  options: { value: Settings[K]; title: string }[];
}) {
  const value = useStore((state) => state.settings[name]);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <div className="field">
      <label htmlFor={`setting-${name}`}>{title}</label>
      <select
        id={`setting-${name}`}
        value={value}
        onChange={(event) => changeSettings({ [name]: event.target.value as Settings[K] })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Look and rules, and what the app is. */
export function SettingsScreen({ about }: { about: About }) {
  return (
    <div className="page">
      <h1 tabIndex={-1}>Settings</h1>
      <Choice
        name="profile"
        title="Rules"
        options={[
          { value: "chapter", title: "Chapter: as the course asks" },
          { value: "azure", title: "Azure today: as the documentation says" },
        ]}
      />
      <Choice
        name="theme"
        title="Theme"
        options={[
          { value: "system", title: "As the system" },
          { value: "light", title: "Light" },
          { value: "dark", title: "Dark" },
        ]}
      />
      <Choice
        name="textSize"
        title="Text size"
        options={[
          { value: "small", title: "Small" },
          { value: "medium", title: "Medium" },
          { value: "large", title: "Large" },
          { value: "larger", title: "Larger" },
        ]}
      />
      <Choice
        name="contrast"
        title="Contrast"
        options={[
          { value: "normal", title: "Normal" },
          { value: "more", title: "More" },
        ]}
      />
      <Choice
        name="density"
        title="Tables"
        options={[
          { value: "comfortable", title: "Comfortable" },
          { value: "compact", title: "Compact" },
        ]}
      />
      <Choice
        name="motion"
        title="Motion"
        options={[
          { value: "system", title: "As the system" },
          { value: "reduced", title: "None" },
        ]}
      />
      <p className="small muted">{about.disclaimer}</p>
      <p className="small muted">{about.licence}. Answers, notes and settings stay in this browser.</p>
    </div>
  );
}
