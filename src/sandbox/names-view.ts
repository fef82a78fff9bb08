import type { Session } from "../simulator/cli/session.ts";
import { liveNames, type Live } from "../simulator/cli/shell/completion/live-names.ts";
import type { NameKind } from "./protocol.ts";

/** Most names that a form offers. */
const limit = 300;

/** What the world has of a kind, as completion would offer it. */
export function namesOf({ host, folder }: Session, kind: NameKind, registry?: string): Live[] {
  const names: Live[] = [];
  const context = { host, folder, registry: registry?.toLowerCase(), repository: undefined };
  for (const name of liveNames(kind, context, "")) {
    names.push(name);
    if (names.length === limit) break;
  }
  return names;
}
