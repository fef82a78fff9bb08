import { useNow } from "../shared/use-now.ts";

/** Tells how long ago the last answer was stored on the device. */
export function SavedLine({ savedAt }: { savedAt: number | null }) {
  const now = useNow();
  if (savedAt === null) return <span>Saved on this device</span>;
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
