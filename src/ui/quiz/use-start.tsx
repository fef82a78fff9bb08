import { useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import type { Attempt } from "../../assessment/attempt.ts";
import { discardAttempt, startAttempt, type Wish } from "../../store/start-attempt.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { UnderWayDialog } from "./under-way-dialog.tsx";

/** Starts attempts and opens them; asks first when one at the same thing is under way. */
export function useStart() {
  const app = useStoreApi();
  const navigate = useNavigate();
  const [problem, setProblem] = useState("");
  const [conflict, setConflict] = useState<{ wish: Wish; open: Attempt }>();
  const isStarting = useRef(false);

  const show = (id: string) => void navigate(`/quiz/#${id}`);
  const start = async (wish: Wish, id?: string) => {
    if (isStarting.current) return;
    isStarting.current = true;
    setProblem("");
    const started = await startAttempt(app, wish, id);
    isStarting.current = false;
    if (started.ok) show(started.id);
    else if (!started.open) setProblem(started.message);
    else if (wish.kind === "item") show(started.open.id);
    else setConflict({ wish, open: started.open });
  };
  const startOver = async ({ wish, open }: { wish: Wish; open: Attempt }) => {
    setConflict(undefined);
    if (await discardAttempt(app, open)) await start(wish);
  };
  const dialog = conflict && (
    <UnderWayDialog
      attempt={conflict.open}
      onResume={() => show(conflict.open.id)}
      onStartOver={() => void startOver(conflict)}
      onClose={() => setConflict(undefined)}
    />
  );
  return { start, problem, dialog };
}
