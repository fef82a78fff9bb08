import { useEffect, useState } from "react";
import type { Response, ScoredItem } from "../../../assessment/item.ts";
import { bodyFor } from "../../../assessment/assemble.ts";
import { scoreItem } from "../../../assessment/score.ts";
import { loadItems } from "../../../content/course.ts";
import { useStore } from "../use-store.tsx";
import { ItemFeedback } from "./item-feedback.tsx";
import { ItemForm } from "./item-form.tsx";

/** One question inside a section: answer, check, read why. The answer is kept. */
export function InlineCheck({ itemId, sectionId }: { itemId: string; sectionId: string }) {
  const profile = useStore((state) => state.settings.profile);
  const stored = useStore((state) => state.snapshot?.checks.find((check) => check.itemId === itemId));
  const openProgress = useStore((state) => state.openProgress);
  const [item, setItem] = useState<ScoredItem | null>(null);
  const [draft, setDraft] = useState<Response | undefined>();
  const [again, setAgain] = useState(false);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    let current = true;
    void loadItems().then((items) => {
      const found = items.find(({ id }) => id === itemId);
      const body = found && bodyFor(found, profile);
      if (current && body && body.type !== "reveal") setItem(body);
    });
    return () => {
      current = false;
    };
  }, [itemId, profile]);

  if (!item) return <p className="muted">Loading the question.</p>;
  const checked = stored && !again && stored.profile === item.askedUnder ? stored : undefined;
  const check = async () => {
    if (!draft) return;
    const { earned, maximum } = scoreItem(item, draft);
    try {
      const progress = await openProgress();
      await progress.saveCheck({
        itemId,
        sectionId,
        profile: item.askedUnder,
        response: draft,
        earned,
        maximum,
        at: Date.now(),
      });
      setAgain(false);
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <ItemForm
        item={item}
        response={checked ? checked.response : draft}
        onChange={setDraft}
        disabled={checked !== undefined}
      />
      {checked ? (
        <>
          <ItemFeedback item={item} response={checked.response} score={scoreItem(item, checked.response)} />
          <button
            type="button"
            className="btn"
            onClick={() => {
              setDraft(undefined);
              setAgain(true);
            }}
          >
            Try again
          </button>
        </>
      ) : (
        <button type="button" className="btn primary" disabled={!draft} onClick={() => void check()}>
          Check
        </button>
      )}
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
