import { Component, type ReactNode } from "react";

interface Props {
  children: ReactNode;
  /** Another key tries again. */
  resetKey: string;
  /** What stands in place of the broken part; a whole screen unless given. */
  fallback?: (error: Error) => ReactNode;
}

/** Keeps a fault in one part from blanking the page; what was stored is safe on the device. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidUpdate(previous: Props) {
    if (previous.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    if (this.props.fallback) return this.props.fallback(error);
    return (
      <main id="main" className="page">
        <h1 tabIndex={-1}>Something in this page broke</h1>
        <p>
          Your answers and notes are stored on this device and are not affected. Load the page again or go elsewhere.
        </p>
        <pre className="fault">{error.message}</pre>
        <p>
          <button type="button" className="btn primary" onClick={() => window.location.reload()}>
            Load again
          </button>
        </p>
      </main>
    );
  }
}
