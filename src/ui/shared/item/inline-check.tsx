import { useMemo, useState } from "react";
import { bodyFor } from "../../../assessment/assemble.ts";
import type { Confidence, Response } from "../../../assessment/item.ts";
import { scoreItem } from "../../../assessment/score.ts";
import type { BankItem } from "../../../content/content.ts";
import { useStore } from "../use-store.tsx";
import { Hint } from "./hint.tsx";
import { ItemFeedback } from "./item-feedback.tsx";
import { ItemForm } from "./item-form.tsx";
import { Sure } from "./sure.tsx";

interface Draft {
  response?: Response | undefined;
  confidence?: Confidence | undefined;
  hinted?: boolean;
}

/** One question inside a section: answer, say how sure, check, read why. The answer is kept. */
export function InlineCheck({ bankItem, sectionId }: { bankItem: BankItem; sectionId: string }) {
  const profile = useStore((state) => state.settings.profile);
  const stored = useStore((state) => state.snapshot?.checks.find((check) => check.itemId === bankItem.id));
  const keep = useStore((state) => state.keep);
  const [draft, setDraft] = useState<Draft>({});
  const [again, setAgain] = useState(false);
  const item = useMemo(() => bodyFor(bankItem, profile), [bankItem, profile]);
  if (!item || item.type === "reveal") return null;

  const checked = stored && !again && stored.profile === item.askedUnder ? stored : undefined;
  const check = async () => {
    const { response, confidence, hinted } = draft;
    if (!response) return;
    const { earned, maximum } = scoreItem(item, response);
    const answer = {
      itemId: item.id,
      sectionId,
      profile: item.askedUnder,
      response,
      earned,
      maximum,
      at: Date.now(),
      ...(confidence && { confidence }),
      ...(hinted && { hinted }),
    };
    if (await keep((progress) => progress.saveCheck(answer))) setAgain(false);
  };
  return (
    <>
      <ItemForm
        item={item}
        response={checked ? checked.response : draft.response}
        onChange={(response) => setDraft({ ...draft, response })}
        disabled={checked !== undefined}
      />
      {checked ? (
        <>
          <ItemFeedback item={item} response={checked.response} score={scoreItem(item, checked.response)} />
          <button
            type="button"
            className="btn"
            onClick={() => {
              setDraft({});
              setAgain(true);
            }}
          >
            Try again
          </button>
        </>
      ) : (
        <>
          <Hint item={item} onOpen={() => setDraft({ ...draft, hinted: true })} />
          <div className="answer-row">
            <button type="button" className="btn primary" disabled={!draft.response} onClick={() => void check()}>
              Check
            </button>
            {draft.response && (
              <Sure value={draft.confidence} onChange={(confidence) => setDraft({ ...draft, confidence })} />
            )}
          </div>
        </>
      )}
    </>
  );
}
