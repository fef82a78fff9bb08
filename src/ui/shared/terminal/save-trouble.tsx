import { exportOpenWorld } from "./export-world.ts";
import { useSandbox, useSandboxApi } from "./sandbox-context.tsx";

/** Warns that the open environment isn't saved, and offers to export it as a file. */
export function SaveTrouble() {
  const store = useSandboxApi();
  const saved = useSandbox((state) => state.status?.saved);
  if (saved !== "full" && saved !== "notSaved") return null;
  return (
    <div className="banner" role="alert">
      <span>
        {saved === "full"
          ? "This device is out of storage. You can keep working, but changes are lost when you close this tab. Free some space, and the next command saves everything."
          : "Your changes couldn't be saved. You can keep working: the next command tries again and saves everything."}
      </span>
      <button type="button" className="btn" onClick={() => void exportOpenWorld(store)}>
        Export this environment
      </button>
    </div>
  );
}
