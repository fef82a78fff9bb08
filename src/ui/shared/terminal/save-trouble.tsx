import { exportOpenWorld } from "./export-world.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** Says that the open world is not saved, what to do about it, and offers to take it away as a file. */
export function SaveTrouble() {
  const store = useSandboxApi();
  const saved = useSandbox((state) => state.status?.saved);
  if (saved !== "full" && saved !== "notSaved") return null;
  return (
    <div className="banner" role="alert">
      <span>
        {saved === "full"
          ? "This device has no room left. You can go on, but what you do ends with this tab until there is room: then the next command saves everything."
          : "What you did could not be saved. You can go on; the next command tries again and saves everything."}
      </span>
      <button type="button" className="btn" onClick={() => void exportOpenWorld(store)}>
        Export this world
      </button>
    </div>
  );
}
