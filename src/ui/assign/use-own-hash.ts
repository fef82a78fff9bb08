import { useState } from "react";
import { useLocation } from "react-router-dom";
import { useHash } from "../shared/use-hash.ts";

/**
 * Returns the part of the address after #, as long as the address is this screen's. The next screen's address is there a moment
 * before it is shown, and isn't for this one.
 */
export function useOwnHash(path: string): string {
  const { pathname } = useLocation();
  const hash = useHash();
  const isHere = `${pathname.replace(/\/$/, "")}/` === path;
  const [kept, setKept] = useState(isHere ? hash : "");
  if (isHere && kept !== hash) setKept(hash);
  return isHere ? hash : kept;
}
