import type { Profile } from "../../assessment/item.ts";
import type { FactRow } from "../../content/content.ts";
import { Link } from "../shared/link.tsx";
import { profileNames } from "../shared/profile-names.ts";

/** The question side of a fact. */
export function FactQuestion({ fact }: { fact: FactRow }) {
  return (
    <div className="item-form">
      <p className="small muted">{fact.group}</p>
      <div className="stem">{fact.label}</div>
      <p className="muted">
        {fact.kind === "claim"
          ? "Is this true today? Answer, then compare."
          : "Say the value or the rule, then compare."}
      </p>
    </div>
  );
}

/** The answer side: the value under the learner's rules, and the other where they differ. */
export function FactAnswer({ fact, profile }: { fact: FactRow; profile: Profile }) {
  const other: Profile = profile === "chapter" ? "azure" : "chapter";
  return (
    <>
      <dl className="fact-values">
        <dt>
          {profileNames[profile]}
          {fact.verdict && profile === "azure" && ` (${fact.verdict})`}
        </dt>
        <dd>{fact[profile]}</dd>
        {(fact.differs || fact.kind === "claim") && (
          <>
            <dt>{profileNames[other]}</dt>
            <dd>{fact[other]}</dd>
          </>
        )}
      </dl>
      <p className="small">
        <Link to={`/facts/${fact.topic}/#${fact.id}`}>Sources and uses</Link>
      </p>
    </>
  );
}
