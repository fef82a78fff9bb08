import { useState } from "react";
import { learnWeights } from "../../review/optimize/learn.ts";
import { learnFromLog, readLearned, useDefaultWeights as storeDefaults } from "../../store/learned-weights.ts";
import { Status } from "../shared/status.tsx";
import { useStore } from "../shared/use-store.tsx";
import { useStored } from "../shared/use-stored.ts";

/** Says what was learned of the learner's own memory and from how much; it can be learned again or set aside. */
export function LearnedWeights({ onChanged }: { onChanged(): void }) {
  const learned = useStored(readLearned);
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  const [isLearning, setIsLearning] = useState(false);

  const learn = async () => {
    setIsLearning(true);
    const isDone = await keep((progress) => learnFromLog(progress, learnWeights, now()));
    setIsLearning(false);
    if (isDone) onChanged();
  };
  if (!learned) return null;
  const { recalls, needed, from } = learned;
  const useDefaults = async () => {
    if (await keep((progress) => storeDefaults(progress, now()))) onChanged();
  };
  const format = new Intl.NumberFormat("en");
  return (
    <div className="field">
      <span className="label">Your memory</span>
      <Status>
        {isLearning
          ? "Working out how fast you forget…"
          : from
            ? `Intervals follow how fast you forget, learned from ${format.format(from)} of your answers.`
            : from === 0
              ? "Intervals follow the published defaults, as you chose."
              : `Intervals follow published defaults, learned from about 10,000 people. After ${format.format(needed)} repeated answers they follow yours; you have ${format.format(recalls)}.`}
      </Status>
      <p className="actions">
        {recalls >= needed && !isLearning && (
          <button type="button" className="btn" onClick={() => void learn()}>
            Learn from my {format.format(recalls)} answers
          </button>
        )}
        {from !== undefined && from > 0 && (
          <button type="button" className="btn" disabled={isLearning} onClick={() => void useDefaults()}>
            Use the defaults
          </button>
        )}
      </p>
    </div>
  );
}
