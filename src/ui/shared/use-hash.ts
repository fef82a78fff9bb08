import { useLocation } from "react-router-dom";

/** Returns the part of the address after #, decoded. */
export function useHash(): string {
  const { hash } = useLocation();
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
