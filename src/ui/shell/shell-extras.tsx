import { useEffect } from "react";
import { useStore } from "../shared/use-store.tsx";

/** What the shell needs once the page is idle: follows the stored progress and says truthfully where it is kept. */
export function ShellExtras({ onSaved }: { onSaved(text: string): void }) {
  const followProgress = useStore((state) => state.followProgress);
  const openProgress = useStore((state) => state.openProgress);
  useEffect(() => {
    followProgress();
    void openProgress()
      .then((progress) => progress.storage())
      .then(({ durable }) => onSaved(durable ? "Saved on this device" : "In memory only\nuntil this tab closes"));
  }, [followProgress, openProgress, onSaved]);
  return null;
}
