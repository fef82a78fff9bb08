import type { About } from "../../content/content.ts";
import { askShell } from "../shared/ui-events.ts";
import { useStore } from "../shared/use-store.tsx";
import { Choice } from "./choice.tsx";
import { DataSection } from "./data-section.tsx";
import "./settings.css";

function ExamDate() {
  const examDate = useStore((state) => state.settings.examDate);
  const profile = useStore((state) => state.settings.profile);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <div className="field">
      <label htmlFor="exam-date">Date of my exam</label>
      <div className="actions">
        <input
          id="exam-date"
          type="date"
          value={examDate}
          onChange={(event) => changeSettings({ examDate: event.target.value })}
        />
        {examDate && (
          <button type="button" className="btn quiet" onClick={() => changeSettings({ examDate: "" })}>
            Clear
          </button>
        )}
      </div>
      {examDate && profile === "chapter" && (
        <p className="small muted">
          Microsoft’s exam asks for Azure as it is.{" "}
          <button type="button" className="btn quiet" onClick={() => changeSettings({ profile: "azure" })}>
            Use those rules
          </button>
        </p>
      )}
    </div>
  );
}

function Keys() {
  const singleKeys = useStore((state) => state.settings.singleKeys);
  const changeSettings = useStore((state) => state.changeSettings);
  return (
    <>
      <label className="tick-line">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => changeSettings({ singleKeys: event.target.checked })}
        />
        Keys that work without Ctrl, Alt or ⌘
      </label>
      <p>
        <button type="button" className="btn" onClick={() => askShell("help")}>
          Help and keys
        </button>
      </p>
    </>
  );
}

/** Rules, look, keys, data, and what the app is. */
export function SettingsScreen({ about }: { about: About }) {
  return (
    <div className="page settings">
      <h1 tabIndex={-1}>Settings</h1>
      <section className="block" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules and exam</h2>
        <Choice
          name="profile"
          title="Rules"
          options={[
            { value: "chapter", title: "Chapter: as the course asks" },
            { value: "azure", title: "Azure today: as the documentation says" },
          ]}
        />
        <ExamDate />
      </section>
      <section className="block" aria-labelledby="look-title">
        <h2 id="look-title">Look</h2>
        <div className="choices-grid">
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
        </div>
      </section>
      <section className="block" aria-labelledby="keys-title">
        <h2 id="keys-title">Keyboard</h2>
        <Keys />
      </section>
      <DataSection />
      <section className="block" aria-labelledby="about-title">
        <h2 id="about-title">About and privacy</h2>
        <p>
          There is no account and no server: answers, notes, reports and settings stay in this browser’s storage, and no
          request leaves the address you loaded the app from. Erasing, here or with the site’s data in the browser,
          removes all of it.
        </p>
        <p className="small muted">{about.disclaimer}</p>
        <p className="small muted">
          {about.licence}.
          {about.contact && (
            <>
              {" "}
              Found a mistake? <a href={about.contact}>Write to us</a>.
            </>
          )}
        </p>
      </section>
    </div>
  );
}
