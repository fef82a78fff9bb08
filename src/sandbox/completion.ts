import type { Session } from "../simulator/cli/session.ts";
import type { Requests } from "./protocol.ts";

/** What could stand at the cursor. */
export const completionOf = (_session: Session, _line: string, cursor: number): Requests["complete"]["answer"] => ({
  from: cursor,
  to: cursor,
  candidates: [],
});
