import type { About } from "../../content/content.ts";
import { ExamDate } from "../shared/exam-date.tsx";
import { Link } from "../shared/link.tsx";
import { RulesButtons, rulesQuestion } from "../shared/rules-question.tsx";
import { askShell } from "../shared/ui-events.ts";
import { useStore } from "../shared/use-store.tsx";
import { Choice } from "./choice.tsx";
import { DataSection } from "./data-section.tsx";
import { ReportsSection } from "./reports-section.tsx";
import "./settings.css";

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
        Single-key shortcuts, without Ctrl, Alt, or ⌘
      </label>
      <p>
        <button type="button" className="btn" onClick={() => askShell("help")}>
          Show keyboard shortcuts
        </button>
      </p>
    </>
  );
}

/** Shows the settings: rules, appearance, keyboard, data, and what the app is. */
export function SettingsScreen({ about }: { about: About }) {
  return (
    <div className="page settings">
      <h1 tabIndex={-1}>Settings</h1>
      <section className="block" aria-labelledby="rules-title">
        <h2 id="rules-title">Rules and exam</h2>
        <p className="muted">
          {rulesQuestion} They disagree on some facts, and the text marks every difference. The switch at the top of
          each page changes the rules, too.
        </p>
        <RulesButtons />
        <ExamDate />
      </section>
      <section className="block" aria-labelledby="look-title">
        <h2 id="look-title">Appearance</h2>
        <div className="choices-grid">
          <Choice
            name="theme"
            title="Theme"
            options={[
              { value: "system", title: "System default" },
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
            title="Table spacing"
            options={[
              { value: "comfortable", title: "Comfortable" },
              { value: "compact", title: "Compact" },
            ]}
          />
          <Choice
            name="motion"
            title="Motion"
            options={[
              { value: "system", title: "System default" },
              { value: "reduced", title: "Reduced" },
            ]}
          />
        </div>
      </section>
      <section className="block" aria-labelledby="keys-title">
        <h2 id="keys-title">Keyboard</h2>
        <Keys />
      </section>
      <DataSection />
      <ReportsSection />
      <section className="block" aria-labelledby="about-title">
        <h2 id="about-title">About and privacy</h2>
        <p>
          There’s no account and no server. Your answers, notes, reports, and settings stay in this browser’s storage,
          and Drydock sends requests only to the address you loaded it from. To remove everything, delete it here or
          clear the site’s data in your browser.
        </p>
        <p>
          Do you teach? <Link to="/assign/">Give a class a quiz</Link>, and read the{" "}
          <Link to="/assign/guide/">guides for instructors</Link>.
        </p>
        <p className="small muted">{about.disclaimer}</p>
        <p className="small muted">
          {about.licence}.
          {about.contact && (
            <>
              {" "}
              Found a mistake? <a href={about.contact}>Report it</a>.
            </>
          )}
        </p>
      </section>
    </div>
  );
}
