import { useContext } from "react";
import { useNow } from "../shared/use-now.ts";
import { SavedPlace } from "./saved-place.ts";

/** Tells how long ago the last answer was stored, or that it is being stored. */
export function SavedLine({ savedAt, isSaving }: { savedAt: number | null; isSaving: boolean }) {
  const now = useNow();
  const place = useContext(SavedPlace);
  if (place === null) return <span>Nothing is recorded</span>;
  if (isSaving) return <span>Saving…</span>;
  if (savedAt === null) return <span>Saved {place}</span>;
  const seconds = Math.max(0, Math.round((now - savedAt) / 1000));
  return (
    <span className="num">
      {seconds < 1
        ? "Saved just now"
        : seconds < 60
          ? `Saved ${seconds} s ago`
          : `Saved ${Math.floor(seconds / 60)} min ago`}
    </span>
  );
}
