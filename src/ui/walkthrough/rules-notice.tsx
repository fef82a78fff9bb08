import { lazy, Suspense, useState } from "react";
import { profileNames } from "../shared/profile-names.ts";
import { useSandbox } from "../shared/terminal/sandbox-context.tsx";
import { useStore } from "../shared/use-store.tsx";

const RulesDialog = lazy(() =>
  import("../shared/terminal/rules-dialog.tsx").then((module) => ({ default: module.RulesDialog })),
);

/** Says that a run has other rules than the text beside it, and offers to change them. */
export function RulesNotice() {
  const ofRun = useSandbox((state) => state.status?.entry.profile);
  const ofText = useStore((state) => state.settings.profile);
  const [open, setOpen] = useState(false);
  if (ofRun === undefined || ofRun === ofText) return null;
  return (
    <>
      <p className="banner">
        This run began with the rules “{profileNames[ofRun]}” and keeps them. The text shows “{profileNames[ofText]}”.{" "}
        <button type="button" className="btn" onClick={() => setOpen(true)}>
          Change the rules of this run…
        </button>
      </p>
      <Suspense fallback={null}>{open && <RulesDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
