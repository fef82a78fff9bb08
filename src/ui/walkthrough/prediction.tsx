import { useState } from "react";
import type { WalkthroughStep } from "../../content/content.ts";
import { withRoot } from "../shared/root-links.ts";

interface Props {
  predict: NonNullable<WalkthroughStep["predict"]>;
  name: string;
}

/** A prediction that lasts as long as the page. */
export function PredictionAlone(props: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  return <Prediction {...props} chosen={chosen} onChoose={setChosen} />;
}

interface ChosenProps extends Props {
  chosen: number | null;
  onChoose(at: number): void;
}

/** "Predict first": three choices about what a command will do, answered before reading on. */
export function Prediction({ predict, name, chosen, onChoose }: ChosenProps) {
  const choice = chosen === null ? undefined : predict.choices[chosen];
  return (
    <fieldset className="prediction">
      <legend>
        <span className="small muted">Predict first</span>
        <span dangerouslySetInnerHTML={{ __html: withRoot(predict.question) }} />
      </legend>
      {predict.choices.map(({ html, correct }, at) => (
        <label key={html} className="choice" data-verdict={chosen === at ? (correct ? "right" : "wrong") : undefined}>
          <input type="radio" name={name} checked={chosen === at} onChange={() => onChoose(at)} />
          <span dangerouslySetInnerHTML={{ __html: withRoot(html) }} />
        </label>
      ))}
      <p role="status" className="verdict-line">
        {choice && (
          <>
            <strong>{choice.correct ? "As predicted. " : "Not so. "}</strong>
            <span dangerouslySetInnerHTML={{ __html: withRoot(choice.why) }} />
          </>
        )}
      </p>
    </fieldset>
  );
}
