import { useEffect } from "react";
import { takeTyped } from "../shared/type-ahead.ts";

/** Search, notices and the stored progress did not load, or broke: reading goes on, and the page says so. */
export function ShellProblem() {
  // The search field that keys may have been kept for does not come.
  useEffect(() => void takeTyped(), []);
  return (
    <aside className="notices" aria-label="Notices">
      <div className="notice" data-tone="caution" role="alert">
        <p>Search and your progress did not load. The connection may have dropped; nothing stored is lost.</p>
        <div className="row">
          <button type="button" className="btn" onClick={() => window.location.reload()}>
            Load again
          </button>
        </div>
      </div>
    </aside>
  );
}
