import type { SelfMark } from "../../assessment/item.ts";
import { useStore } from "../shared/use-store.tsx";

const marks: { mark: SelfMark; title: string }[] = [
  { mark: "missed", title: "Missed" },
  { mark: "partly", title: "Partly" },
  { mark: "got", title: "Got it" },
];

/** The learner's own verdict on a reveal card; never scored. */
export function RevealMarks({ itemId }: { itemId: string }) {
  const current = useStore((state) => state.snapshot?.reveals.find((reveal) => reveal.itemId === itemId)?.mark);
  const keep = useStore((state) => state.keep);
  const save = (mark: SelfMark) => void keep((progress) => progress.saveReveal({ itemId, mark, at: Date.now() }));
  return (
    <div className="marks" role="group" aria-label="Mark yourself">
      <span className="muted small">Your own mark:</span>
      {marks.map(({ mark, title }) => (
        <button key={mark} type="button" className="chip" aria-pressed={current === mark} onClick={() => save(mark)}>
          {title}
        </button>
      ))}
    </div>
  );
}
