import { counted } from "../../assessment/counted.ts";
import {
  practiceLengths,
  type Difficulty,
  type PracticeChoice,
  type PracticeLength,
} from "../../assessment/practice.ts";
import type { PracticePreview } from "../../store/plan-practice.ts";
import { Status } from "../shared/status.tsx";
import { useChoices } from "../shared/use-choices.ts";
import { useStore } from "../shared/use-store.tsx";
import { typeNames } from "../shared/item/type-names.ts";
import { ChipGroup } from "./chip-group.tsx";
import { ChooseSource } from "./choose-source.tsx";
import { wideningText } from "./practice-note.tsx";
import { practiceChoice, practiceTypes } from "./remembered-choice.ts";
import { usePreview } from "./use-preview.ts";

const lengths = practiceLengths.map((length) => ({
  value: String(length),
  title: length === "endless" ? "Endless" : `${length} questions`,
}));
const lengthOf = (value: string): PracticeLength => (value === "endless" ? "endless" : Number(value));

const difficulties: { value: Difficulty; title: string }[] = [
  { value: "any", title: "Any" },
  { value: "easy", title: "Easier" },
  { value: "medium", title: "Medium" },
  { value: "hard", title: "Harder" },
];

const nothing: Partial<Record<PracticeChoice["source"]["kind"], string>> = {
  due: "Nothing is due for review.",
  missed: "You have no missed questions.",
  new: "Nothing new is left: you have seen every question, and a variant of every family.",
};

const fitText = (count: number): string => `${counted(count, "question")} ${count === 1 ? "fits" : "fit"}`;

/** What a choice would begin with, in words. */
function previewText({ source, length }: PracticeChoice, { count, fitting, widened }: PracticePreview): string {
  if (count === 0) return nothing[source.kind] ?? "There are no questions for this.";
  if (widened) return wideningText(widened, count);
  if (length === "endless") return `${fitText(fitting)}. Stop whenever you like.`;
  if (count < length) return `Only ${fitText(count)}, so this practice has ${count}.`;
  return `${fitText(fitting)}.`;
}

/** Chooses what to practice and starts it. The choice is remembered on this device. */
export function StartPractice({ isReady, onStart }: { isReady: boolean; onStart(choice: PracticeChoice): void }) {
  const profile = useStore((state) => state.settings.profile);
  const [choice, change] = useChoices(practiceChoice);
  const preview = usePreview(choice);
  const { types, difficulty, length, source } = choice;
  const isEmpty = preview?.count === 0;
  const weakest = isEmpty ? preview.weakest : undefined;
  return (
    <form
      className="start-practice"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(choice);
      }}
    >
      <ChooseSource source={source} profile={profile} onChange={(changed) => change({ source: changed })} />
      <ChipGroup
        legend="Length"
        options={lengths}
        value={String(length)}
        onChange={(value) => change({ length: lengthOf(value) })}
      />
      <details open={types.length > 0 || difficulty !== "any"}>
        <summary>Types and difficulty</summary>
        <ChipGroup
          legend="Difficulty"
          options={difficulties}
          value={difficulty}
          onChange={(value) => change({ difficulty: value })}
        />
        <fieldset className="chip-group">
          <legend>Types (none selected: all)</legend>
          {practiceTypes.map((type) => (
            <label key={type} className="chip" htmlFor={`practice-${type}`}>
              <input
                id={`practice-${type}`}
                className="visually-hidden"
                type="checkbox"
                checked={types.includes(type)}
                onChange={() =>
                  change({ types: types.includes(type) ? types.filter((other) => other !== type) : [...types, type] })
                }
              />
              {typeNames[type]}
            </label>
          ))}
        </fieldset>
      </details>
      <Status className="muted small">
        {preview ? previewText(choice, preview) : isReady ? "Counting questions…" : ""}
      </Status>
      {weakest !== undefined ? (
        <button
          type="button"
          className="btn"
          onClick={() => onStart({ ...choice, source: { kind: "objective", id: weakest } })}
        >
          Practice your weakest objective
        </button>
      ) : (
        <button type="submit" className="btn" disabled={!isReady || isEmpty}>
          Start practice
        </button>
      )}
    </form>
  );
}
