import { useStore } from "../shared/use-store.tsx";

/** Marks the section as done by hand, or takes the mark back. */
export function DoneButton({ sectionId }: { sectionId: string }) {
  const done = useStore((state) => state.snapshot?.sections.some((mark) => mark.sectionId === sectionId));
  const keep = useStore((state) => state.keep);
  if (done === undefined) return null;
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={done}
      onClick={() => void keep((progress) => progress.markSection(sectionId, done ? null : Date.now()))}
    >
      {done ? "✓ Section done" : "Mark section as done"}
    </button>
  );
}
