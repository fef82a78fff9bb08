import { useState } from "react";
import type { WalkthroughStep } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";
import { Status } from "../shared/status.tsx";

type Predict = NonNullable<WalkthroughStep["predict"]>;

interface Props {
  predict: Predict;
  name: string;
}

/** A prediction that is kept as long as the page is open. */
export function PredictionAlone(props: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  return <Prediction {...props} chosen={chosen} onChoose={setChosen} />;
}

interface ChosenProps extends Props {
  chosen: number | null;
  disabled?: boolean;
  onChoose(at: number): void;
}

/** Asks what a command will do; the answer gets its verdict, and an incorrect one shows the correct answer as well. */
export function Prediction({ predict, name, chosen, disabled, onChoose }: ChosenProps) {
  const choice = chosen === null ? undefined : predict.choices[chosen];
  const verdictOf = (at: number, correct: boolean) => {
    if (!choice) return undefined;
    if (correct) return "right";
    return chosen === at ? "wrong" : undefined;
  };
  return (
    <fieldset className="prediction" disabled={disabled}>
      <legend>
        <span className="small muted">Predict first</span>
        <span dangerouslySetInnerHTML={{ __html: withRoot(predict.question) }} />
      </legend>
      {predict.choices.map(({ html, correct }, at) => {
        const verdict = verdictOf(at, correct);
        return (
          <label key={html} className="choice" data-verdict={verdict}>
            <input type="radio" name={name} checked={chosen === at} onChange={() => onChoose(at)} />
            <span>
              <span dangerouslySetInnerHTML={{ __html: withRoot(html) }} />
              {verdict && (
                <span className={`tag ${verdict}`}>{verdict === "right" ? "✓ Correct answer" : "✗ Your answer"}</span>
              )}
            </span>
          </label>
        );
      })}
      <Status as="div" className="verdict-line">
        {choice && <Verdict choice={choice} predict={predict} />}
      </Status>
    </fieldset>
  );
}

function Verdict({ choice, predict }: { choice: Predict["choices"][number]; predict: Predict }) {
  const key = predict.choices.find(({ correct }) => correct);
  return (
    <>
      <p>
        <strong>{choice.correct ? "Correct." : "Incorrect."}</strong>{" "}
        <span dangerouslySetInnerHTML={{ __html: withRoot(choice.why) }} />
      </p>
      {!choice.correct && key && (
        <p>
          <strong>Correct answer:</strong> <span dangerouslySetInnerHTML={{ __html: withRoot(key.html) }} />.{" "}
          <span dangerouslySetInnerHTML={{ __html: withRoot(key.why) }} />
        </p>
      )}
    </>
  );
}
