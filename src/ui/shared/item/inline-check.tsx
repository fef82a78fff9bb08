import { useEffect, useMemo, useState } from "react";
import { bodyFor } from "../../../assessment/body-for.ts";
import type { Confidence, Item, Response, ScoredItem } from "../../../assessment/item.ts";
import { asksSameQuestion } from "../../../assessment/same-question.ts";
import { scoreItem } from "../../../assessment/score.ts";
import type { BankItem } from "../../../content/content.ts";
import { loadItemVersions } from "../../../content/course.ts";
import type { CheckAnswer } from "../../../progress/rows.ts";
import { useStore } from "../use-store.tsx";
import { CasePanel } from "./case-panel.tsx";
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
  const now = useStore((state) => state.now);
  const [draft, setDraft] = useState<Draft>({});
  const [again, setAgain] = useState(false);
  const [isCheckedNow, setCheckedNow] = useState(false);
  const body = useMemo(() => bodyFor(bankItem, profile), [bankItem, profile]);
  const checked = stored && !again && body && asksSameQuestion(stored.profile, body) ? stored : undefined;
  const answered = useAnsweredBody(body, checked);
  if (!body || body.type === "reveal") return null;
  if (answered === null) return <p className="muted">Loading your answer…</p>;

  const check = async () => {
    const { response, confidence, hinted } = draft;
    if (!response) return;
    const { earned, maximum } = scoreItem(body, response);
    const answer = {
      itemId: body.id,
      version: body.version,
      sectionId,
      profile: body.askedUnder,
      response,
      earned,
      maximum,
      at: now(),
      ...(confidence && { confidence }),
      ...(hinted && { hinted }),
    };
    setCheckedNow(true);
    const { at } = answer;
    // Only the first answer tells what was known before the explanation.
    const { logEntryOf } = await import("../../../assessment/log-entry.ts");
    const entry = logEntryOf(body, {
      id: `check/${body.id}`,
      source: "check",
      response,
      earned,
      maximum,
      at,
      ...draft,
    });
    if (await keep((progress) => progress.saveCheck(answer, [entry]))) setAgain(false);
  };
  return (
    <>
      {answered && answered.version !== body.version && (
        <p className="muted">This question has changed since you answered it.</p>
      )}
      {body.case && <CasePanel study={body.case} />}
      <ItemForm
        key={answered?.version ?? body.version}
        item={answered ?? body}
        response={answered ? checked?.response : draft.response}
        onChange={(response) => setDraft({ ...draft, response })}
        disabled={answered !== undefined}
      />
      {answered && checked ? (
        <>
          <ItemFeedback
            item={answered}
            response={checked.response}
            score={scoreItem(answered, checked.response)}
            takesFocus={isCheckedNow}
          />
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
          <Hint item={body} onOpen={() => setDraft({ ...draft, hinted: true })} />
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

/**
 * Returns the body that a stored check was answered with: the one asked now, or a former version. Null while that loads,
 * undefined without a check and when the body is gone.
 */
function useAnsweredBody(
  currentBody: Item | undefined,
  checked: CheckAnswer | undefined,
): ScoredItem | null | undefined {
  const [former, setFormer] = useState<{ version: number; body: Item | undefined }>();
  const version = checked && (checked.version ?? 1);
  useEffect(() => {
    if (!currentBody || version === undefined || version === currentBody.version) return;
    let current = true;
    const itemVersion = { itemId: currentBody.id, version, profile: currentBody.askedUnder };
    void loadItemVersions([itemVersion]).then(([body]) => current && setFormer({ version, body }));
    return () => {
      current = false;
    };
  }, [currentBody, version]);
  if (!currentBody || version === undefined) return undefined;
  if (version !== currentBody.version && former?.version !== version) return null;
  const body = version === currentBody.version ? currentBody : former?.body;
  return body?.type === "reveal" ? undefined : body;
}
