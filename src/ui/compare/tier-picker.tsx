import { useEffect, useState } from "react";
import type { Profile } from "../../assessment/item.ts";
import type { Need } from "../../content/content.ts";
import { skuNames, type SkuName } from "../../content/fact.ts";
import { useStore } from "../shared/use-store.tsx";

/** What the picker answers: the cheapest tier, the need that decided it, and the needs no tier meets. */
export interface Picked {
  sku: SkuName | undefined;
  decisive: Need | undefined;
  unmet: Need[];
}

/** The cheapest tier that meets every need under a profile. The first need to demand that tier decides. */
export function pickTier(needs: readonly Need[], profile: Profile): Picked {
  const unmet = needs.filter((need) => need.cheapest[profile] === undefined);
  if (unmet.length > 0) return { sku: undefined, decisive: unmet[0], unmet };
  const rank = (need: Need) => skuNames.indexOf(need.cheapest[profile] as SkuName);
  const decisive = needs.reduce<Need | undefined>(
    (highest, need) => (highest === undefined || rank(need) > rank(highest) ? need : highest),
    undefined,
  );
  return { sku: decisive?.cheapest[profile], decisive, unmet };
}

/** "What do you need?": tick needs, read the cheapest tier and why. */
export function TierPicker({
  needs,
  picked,
  onPick,
}: {
  needs: Need[];
  picked: Picked | null;
  onPick(picked: Picked | null): void;
}) {
  const profile = useStore((state) => state.settings.profile);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const wanted = needs.filter(({ id }) => chosen.has(id));
    onPick(wanted.length === 0 ? null : pickTier(wanted, profile));
    // onPick is a state setter and never changes.
  }, [chosen, needs, profile]);

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <aside id="picker" className="picker" tabIndex={-1} aria-labelledby="picker-title">
      <h2 id="picker-title">What do you need?</h2>
      {needs.map(({ id, text }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
          <span dangerouslySetInnerHTML={{ __html: text }} />
        </label>
      ))}
      <div className="answer" role="status">
        {picked === null ? (
          <p className="muted">Tick what the registry must do. The cheapest tier that does it appears here.</p>
        ) : picked.sku ? (
          <>
            <strong>{picked.sku}</strong>
            <p dangerouslySetInnerHTML={{ __html: picked.decisive?.because[profile] ?? "" }} />
          </>
        ) : (
          <>
            <strong>No tier</strong>
            <p>
              Under these rules no tier offers{" "}
              <span dangerouslySetInnerHTML={{ __html: picked.unmet.map(({ text }) => text).join("; ") }} />.
            </p>
          </>
        )}
      </div>
      {chosen.size > 0 && (
        <button type="button" className="btn quiet" onClick={() => setChosen(new Set())}>
          Clear
        </button>
      )}
    </aside>
  );
}
