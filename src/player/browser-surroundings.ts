import { deviceTexts } from "./device-texts.ts";
import type { Cmi5Surroundings } from "./open-cmi5-player.ts";

/** The most characters of a request that browsers finish after the page is left: 64 KiB, less what other requests may need. */
const lastingLimit = 48_000;

/** Returns what this page has for a cmi5 session. The page has the LMS's address, so it writes under names of its own alone. */
export const browserSurroundings = (site: string): Cmi5Surroundings => ({
  fetch: (url, init) =>
    fetch(url, { ...init, keepalive: init.body !== undefined && init.body.length < lastingLimit, cache: "no-store" }),
  now: () => Date.now(),
  site,
  tab: deviceTexts(() => sessionStorage),
  device: deviceTexts(() => localStorage),
});
