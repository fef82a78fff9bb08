import { Component, type ReactNode } from "react";

interface Props {
  children: ReactNode;
  /** A change of this key tries again. */
  resetKey: string;
  /** Shown instead of the broken part; a whole screen by default. */
  fallback?: (error: Error) => ReactNode;
}

/** Keeps a fault in one part from blanking the page; what is stored on the device is safe. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate(previous: Props) {
    // An error is kept until the key changes, which only a comparison with the previous props can tell.
    // oxlint-disable-next-line react/no-did-update-set-state
    if (previous.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    if (this.props.fallback) return this.props.fallback(error);
    return (
      <main id="main" className="page" tabIndex={-1}>
        <h1 tabIndex={-1}>Something went wrong on this page</h1>
        <p>
          Your answers and notes are stored on this device and aren’t affected. Reload the page, or open another one.
        </p>
        <pre className="fault">{error.message}</pre>
        <p>
          <button type="button" className="btn primary" onClick={() => window.location.reload()}>
            Reload
          </button>
        </p>
      </main>
    );
  }
}
