import type { Profile } from "../../assessment/item.ts";
import type { Need, NeedAnswer } from "../../content/content.ts";
import { Html } from "../shared/html.tsx";
import { Link } from "../shared/link.tsx";
import { otherProfile } from "../../assessment/other-profile.ts";
import { ruleNames } from "../shared/profile-names.ts";
import type { Picked } from "./pick-tier.ts";
import { Status } from "../shared/status.tsx";

const answerNames: Record<NeedAnswer, string> = {
  Basic: "Basic",
  Standard: "Standard",
  Premium: "Premium",
  none: "No tier",
  silent: "Not stated",
  unpublished: "Not published",
  conflict: "Sources disagree",
};

/** One need that doesn't end in a tier: why, what the other rules say, and where the sources are. */
function NeedNote({ need, profile }: { need: Need; profile: Profile }) {
  const other = otherProfile(profile);
  return (
    <div className="need-note">
      <p>
        <strong dangerouslySetInnerHTML={{ __html: need.text }} />
        <span className="tag caution">{answerNames[need.answer[profile]]}</span>
      </p>
      <p dangerouslySetInnerHTML={{ __html: need.because[profile] }} />
      <p className="other">
        {ruleNames[other]}: {answerNames[need.answer[other]]}. <Html html={need.because[other]} />{" "}
        <Link to={`/facts/#${need.fact}`}>Sources</Link>
      </p>
    </div>
  );
}

function Verdict({ picked, profile }: { picked: Picked; profile: Profile }) {
  const { sku, decisive, unmet, undecided } = picked;
  const notes = [...unmet, ...undecided];
  const first = undecided[0];
  return (
    <>
      <strong>{sku ?? (unmet.length > 0 || !first ? "No tier" : answerNames[first.answer[profile]])}</strong>
      {sku && <p dangerouslySetInnerHTML={{ __html: decisive?.because[profile] ?? "" }} />}
      {sku && undecided.length > 0 && <p>The documented rules don’t say whether the tier also covers:</p>}
      {notes.map((need) => (
        <NeedNote key={need.id} need={need} profile={profile} />
      ))}
    </>
  );
}

/** "What do you need?": select needs, read the cheapest tier and why. */
export function TierPicker({
  needs,
  profile,
  chosen,
  picked,
  onChoose,
}: {
  needs: Need[];
  profile: Profile;
  /** Ids of the needs selected. */
  chosen: ReadonlySet<string>;
  /** What they come to; undefined while nothing is selected. */
  picked: Picked | undefined;
  onChoose(chosen: ReadonlySet<string>): void;
}) {
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <aside id="picker" className="picker" tabIndex={-1} aria-labelledby="picker-title">
      <h2 id="picker-title">What do you need?</h2>
      {needs.map(({ id, text }) => (
        <label key={id} htmlFor={`need-${id}`}>
          <input id={`need-${id}`} type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
          <Html html={text} />
        </label>
      ))}
      <Status as="div" className="answer">
        {picked ? (
          <Verdict picked={picked} profile={profile} />
        ) : (
          <p className="muted">Select what the registry must do. The cheapest tier that does it appears here.</p>
        )}
      </Status>
      {chosen.size > 0 && (
        <button type="button" className="btn quiet" onClick={() => onChoose(new Set())}>
          Clear
        </button>
      )}
    </aside>
  );
}
