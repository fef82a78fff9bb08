/** Shown until an attempt has been read. */
export const loadingAttempt = (
  <div className="sheet" aria-busy="true">
    <h1 tabIndex={-1}>Quiz</h1>
    <p className="muted">Loading your answers…</p>
  </div>
);
