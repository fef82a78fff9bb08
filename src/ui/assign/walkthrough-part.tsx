import type { DraftPart } from "../../assignment/assignment-draft.ts";
import { outline } from "../../content/course.ts";
import { Link } from "../shared/link.tsx";
import { NumberField, SelectField } from "./fields.tsx";

type WalkthroughDraft = Extract<DraftPart, { kind: "walkthrough" }>;

/** A walkthrough that learners do on their own. What counts is the effect of the commands. */
export function WalkthroughPart({
  part,
  onChange,
}: {
  part: WalkthroughDraft;
  onChange(part: WalkthroughDraft): void;
}) {
  return (
    <>
      <div className="assign-two">
        <SelectField
          label="Walkthrough"
          value={part.id}
          options={outline.walkthroughs.map(({ id, title, minutes, steps }) => ({
            value: id,
            title: `${title} (${steps} steps, about ${minutes} min)`,
          }))}
          onChange={(id) => onChange({ ...part, id })}
        />
        <NumberField
          label="Points"
          value={part.points}
          least={1}
          most={100}
          onChange={(points) => onChange({ ...part, points })}
        />
      </div>
      <p className="small muted">
        Learners get the tasks without the commands and type them on their own. What their commands change is checked,
        not how they’re written. <Link to={`/walkthroughs/${part.id}/`}>Read the walkthrough</Link>
      </p>
    </>
  );
}
