import { useStore } from "../shared/use-store.tsx";

/** Marks the section as done by hand, or takes the mark back. */
export function DoneButton({ sectionId }: { sectionId: string }) {
  const done = useStore((state) => state.snapshot?.sections.some((mark) => mark.sectionId === sectionId));
  const setSectionDone = useStore((state) => state.setSectionDone);
  if (done === undefined) return null;
  return (
    <button type="button" className="btn" aria-pressed={done} onClick={() => void setSectionDone(sectionId, !done)}>
      {done ? "✓ Section done" : "Mark section as done"}
    </button>
  );
}
