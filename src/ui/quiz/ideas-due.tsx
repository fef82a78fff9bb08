import { dueMisconceptions } from "../../assessment/misconceptions.ts";
import { Link } from "../shared/link.tsx";
import { useLog } from "../shared/use-log.ts";
import { useStore } from "../shared/use-store.tsx";

/** The way to the wrong ideas, with how many are due. */
export function IdeasDue() {
  const entries = useLog();
  const now = useStore((state) => state.now);
  const due = entries ? dueMisconceptions(entries, now()).length : 0;
  return (
    <p className="muted">
      {due > 0 && `${due} wrong ${due === 1 ? "idea is" : "ideas are"} due to be asked again. `}
      <Link to="/misconceptions/">Wrong ideas you held</Link>
    </p>
  );
}
