/** A screen's code could not be fetched: usually a new version was put in place meanwhile. */
export function LoadErrorScreen({ message }: { message: string }) {
  return (
    <div className="page">
      <h1 tabIndex={-1}>This page did not load</h1>
      <p>Nothing you did is lost. The connection may have dropped, or a new version has replaced this one.</p>
      <p className="muted small">{message}</p>
      <p>
        <button type="button" className="btn primary" onClick={() => window.location.reload()}>
          Load again
        </button>
      </p>
    </div>
  );
}
