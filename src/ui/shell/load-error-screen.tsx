/** Says that a screen's code couldn't be fetched, usually because a new version was deployed meanwhile. */
export function LoadErrorScreen({ message }: { message: string }) {
  return (
    <div className="page">
      <h1 tabIndex={-1}>This page didn’t load</h1>
      <p>Your progress is safe. The connection may have dropped, or Drydock was updated.</p>
      <p className="muted small">{message}</p>
      <p>
        <button type="button" className="btn primary" onClick={() => window.location.reload()}>
          Reload
        </button>
      </p>
    </div>
  );
}
