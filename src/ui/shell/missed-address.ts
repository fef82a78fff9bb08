import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router-dom";

/** Follows a fragment that the address got while the page was hydrated in slices: the router listens only after them. */
export function useMissedAddress(): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const isChecked = useRef(false);
  useEffect(() => {
    const { hash: now } = window.location;
    if (!isChecked.current && now !== hash) void navigate({ hash: now }, { replace: true });
    isChecked.current = true;
  }, [hash, navigate]);
}
