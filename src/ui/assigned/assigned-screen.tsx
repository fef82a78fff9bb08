import { useHash } from "../shared/use-hash.ts";
import { useHydrated } from "../shared/use-hydrated.ts";
import { AssignedList } from "./assigned-list.tsx";
import { AssignmentPage } from "./assignment-page.tsx";
import { Opening } from "./opening.tsx";
import "./assigned.css";

/** Without anything after # the assignments on this device; `#at/HASH` one of them; else the assignment that the address holds. */
export function AssignedScreen() {
  const isHydrated = useHydrated();
  const address = useHash();
  if (!isHydrated || address === "") return <AssignedList />;
  const [place = "", code = ""] = address.split("~");
  if (place.startsWith("at/")) return <AssignmentPage key={place} hash={place.slice(3)} code={code} />;
  return <Opening key={address} text={address} />;
}
