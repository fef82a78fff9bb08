import { useState } from "react";
import { useStore } from "../shared/use-store.tsx";

/** Marks the section as done, or takes that back. */
export function DoneButton({ sectionId }: { sectionId: string }) {
  const done = useStore((state) => state.snapshot?.sections.some((mark) => mark.sectionId === sectionId));
  const openProgress = useStore((state) => state.openProgress);
  const [problem, setProblem] = useState("");
  const toggle = async () => {
    try {
      const progress = await openProgress();
      await progress.markSection(sectionId, done ? null : Date.now());
      setProblem("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  if (done === undefined) return null;
  return (
    <>
      <button type="button" className="btn" aria-pressed={done} onClick={() => void toggle()}>
        {done ? "✓ Section done" : "Mark section as done"}
      </button>
      {problem && <p role="alert">{problem}</p>}
    </>
  );
}
