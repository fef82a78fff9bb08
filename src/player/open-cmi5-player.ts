import * as v from "valibot";
import { reject, succeed, type Outcome } from "../assignment/outcome.ts";
import type { PlayerContent } from "../assignment/scorm/player-text.ts";
import { openCmi5, type Cmi5Resume, type Cmi5Session } from "../assignment/xapi/cmi5.ts";
import type { Cmi5Launch, Cmi5Problem, FetchLike } from "../assignment/xapi/cmi5-launch.ts";
import { cmi5Lms } from "./cmi5-lms.ts";
import { readPending } from "./cmi5-outbox.ts";
import type { DeviceTexts } from "./device-texts.ts";
import type { OpenedPlayer } from "./open-player.ts";

/** What a cmi5 session needs of the browser. */
export interface Cmi5Surroundings {
  fetch: FetchLike;
  now(): number;
  /** Host and path of the site that question ids begin with. */
  site: string;
  /** Lasts as long as the tab: the session's token. */
  tab: DeviceTexts;
  /** Lasts: answers that the LMS doesn't have yet. */
  device: DeviceTexts;
}

const keptSchema = v.object({
  /** Address of the token, different for each launch. */
  fetch: v.string(),
  token: v.string(),
  openedAt: v.number(),
  isInitialized: v.boolean(),
  isEnded: v.boolean(),
});

type Kept = v.InferOutput<typeof keptSchema>;

/** What a page remembers of the session of its tab. */
function sessionMemory(launch: Cmi5Launch, tab: DeviceTexts) {
  const key = `drydock.cmi5.session.${launch.registration}`;
  const read = (): Kept | undefined => {
    try {
      const kept = v.safeParse(keptSchema, JSON.parse(tab.read(key) ?? "null"));
      return kept.success && kept.output.fetch === launch.fetch ? kept.output : undefined;
    } catch {
      return undefined;
    }
  };
  const write = (kept: Kept) => void tab.write(key, JSON.stringify(kept));
  return {
    read,
    keep: (resume: Cmi5Resume) => write({ ...resume, fetch: launch.fetch, isEnded: false }),
    end() {
      const kept = read();
      if (kept) write({ ...kept, isEnded: true });
    },
  };
}

/** `unreachable` can be tried again on the same page. */
export type Cmi5PlayerProblem = "unreachable" | "ended" | "unusable";

const retried: readonly Cmi5Problem["code"][] = ["token", "request"];

/**
 * Opens a cmi5 session and the questions that it asks, or continues the session after a reload of its page.
 *
 * @param loadContent returns the questions, for example those that the launch parameters name
 */
export async function openCmi5Player(
  launch: Cmi5Launch,
  { fetch, now, site, tab, device }: Cmi5Surroundings,
  loadContent: (session: Cmi5Session) => Promise<Outcome<PlayerContent>>,
): Promise<Outcome<OpenedPlayer, Cmi5PlayerProblem>> {
  const memory = sessionMemory(launch, tab);
  const kept = memory.read();
  const pendingKey = `drydock.cmi5.pending.${launch.registration}`;
  const store = {
    read: () => device.read(pendingKey),
    write: (text: string) => device.write(pendingKey, text),
    remove: () => device.remove(pendingKey),
  };
  if (kept?.isEnded) {
    return reject(
      "ended",
      "This session is over, and your LMS has what you answered. To see the quiz again, open it from your course.",
    );
  }
  const session = await openCmi5(launch, { fetch, now, site, keep: memory.keep, ...(kept && { resume: kept }) });
  if (!session.ok) {
    const { code, message } = session.error;
    const waiting = readPending(store) ? " What you answered before is kept on this device until the LMS has it." : "";
    return reject(retried.includes(code) ? "unreachable" : "unusable", message + waiting);
  }
  const content = await loadContent(session.value);
  if (!content.ok) return reject("unusable", content.error.message);
  const lms = cmi5Lms(session.value, { content: content.value, store, onEnd: memory.end });
  return succeed({ content: content.value, lms, problems: [] });
}
