import { useLocation } from "react-router-dom";

/** What stands after # in the address, decoded. */
export function useHash(): string {
  const { hash } = useLocation();
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return hash.slice(1);
  }
}
