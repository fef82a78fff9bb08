import { useEffect, useRef, useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import { ExamDate } from "./exam-date.tsx";
import { profileNames } from "./profile-names.ts";
import { useStore } from "./use-store.tsx";
import "./rules-question.css";

export const rulesQuestion = "Course answers or current Azure?";

const says: Record<Profile, string> = {
  chapter: "Numbers and rules as this course gives them",
  azure: "Numbers and rules as Microsoft documents them now",
};

/** Offers both sets of rules as two buttons; none is pressed until the learner has chosen. */
export function RulesButtons({ onChoose }: { onChoose?: (profile: Profile) => void }) {
  const profile = useStore((state) => state.settings.profile);
  const chosen = useStore((state) => state.settings.profileChosen);
  const changeSettings = useStore((state) => state.changeSettings);
  const choose = (name: Profile) => {
    changeSettings({ profile: name, profileChosen: true });
    onChoose?.(name);
  };
  return (
    <fieldset className="rules-buttons" aria-label="Rules">
      {(Object.keys(profileNames) as Profile[]).map((name) => (
        <button
          key={name}
          type="button"
          className="btn"
          aria-pressed={chosen && profile === name}
          onClick={() => choose(name)}
        >
          <strong>{profileNames[name]}</strong>
          <span className="small muted">{says[name]}</span>
        </button>
      ))}
    </fieldset>
  );
}

/**
 * Asks once whether the learner wants the course's answers or those of current Azure. It is part of the page from the
 * first paint; public/boot.js hides it before that from those who have answered.
 */
export function RulesQuestion() {
  const chosen = useStore((state) => state.settings.profileChosen);
  const [answer, setAnswer] = useState<Profile | null>(null);
  const reply = useRef<HTMLOutputElement>(null);
  // The pressed button is gone, so the keyboard's place moves to what replaces it.
  useEffect(() => reply.current?.focus(), [answer]);
  if (answer) {
    return (
      <output ref={reply} tabIndex={-1} className="rules-answer">
        Rules: <strong>{profileNames[answer]}</strong>. You can change them at any time with the switch at the top.
      </output>
    );
  }
  if (chosen) return null;
  return (
    <section className="rules-question" aria-labelledby="rules-question">
      <h2 id="rules-question">{rulesQuestion}</h2>
      <p className="muted">
        The course and Microsoft’s documentation disagree on some facts. The text marks every difference. You can switch
        the rules at any time at the top of the page.
      </p>
      <RulesButtons onChoose={setAnswer} />
      <details>
        <summary>I have an exam date</summary>
        <ExamDate />
      </details>
    </section>
  );
}
