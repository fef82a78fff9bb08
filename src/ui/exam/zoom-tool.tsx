import type { Settings } from "../../progress/rows.ts";
import { useStore } from "../shared/use-store.tsx";

const sizes: Settings["textSize"][] = ["small", "medium", "large", "larger"];

/** Makes the text of the whole app smaller or larger, as the setting does. */
export function ZoomTool() {
  const size = useStore((state) => state.settings.textSize);
  const changeSettings = useStore((state) => state.changeSettings);
  const at = sizes.indexOf(size);
  const step = (by: number, label: string) => {
    const next = sizes[at + by];
    return (
      <button
        type="button"
        className="chip"
        disabled={next === undefined}
        onClick={() => next !== undefined && changeSettings({ textSize: next })}
      >
        {label}
      </button>
    );
  };
  return (
    <>
      {step(-1, "Zoom out")}
      {step(1, "Zoom in")}
    </>
  );
}
