import type { ReactNode } from "react";
import { useHydrated } from "./shared/use-hydrated.ts";

/** Shows what needs the browser's cryptography; where the app is served without https, says that it can't work there. */
export function SecureOnly({ children }: { children: ReactNode }) {
  const hydrated = useHydrated();
  if (!hydrated || typeof crypto.subtle === "object") return children;
  return (
    <div className="page">
      <h1 tabIndex={-1}>Assignments need https</h1>
      <p>
        Assignments are signed and sealed, and browsers do that only at addresses that begin with https. Open this page
        at such an address. Everything else in Drydock works here.
      </p>
    </div>
  );
}
