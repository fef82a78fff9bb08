import { useEffect } from "react";
import { takeTyped } from "../shared/type-ahead.ts";

/** Says that search, notices and the stored progress didn't load or failed; the text stays readable. */
export function ShellProblem() {
  // The search field that typed keys were kept for will not open.
  useEffect(() => void takeTyped(), []);
  return (
    <aside className="notices" aria-label="Notices">
      <div className="notice" data-tone="caution" role="alert">
        <p>Search and your progress didn’t load. The connection may have dropped. Nothing you stored is lost.</p>
        <div className="row">
          <button type="button" className="btn" onClick={() => window.location.reload()}>
            Reload
          </button>
        </div>
      </div>
    </aside>
  );
}
