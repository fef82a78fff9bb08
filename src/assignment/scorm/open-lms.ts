import { findApi, type ScormVersion } from "./find-api.ts";
import type { OpenedSession, SessionOptions } from "./lms-session.ts";
import type { Outcome } from "../outcome.ts";
import { openScorm12 } from "./scorm-12.ts";
import { openScorm2004 } from "./scorm-2004.ts";

/**
 * Finds the LMS of a page and opens a session with it. Without an LMS it returns the problem `no-lms`; the page can then run the
 * quiz by itself, and has to say that nothing is recorded.
 *
 * @param start the page's window
 * @param preferred the version that the package was made for
 */
export function openLms(start: unknown, preferred: ScormVersion, options: SessionOptions): Outcome<OpenedSession> {
  const found = findApi(start, preferred);
  if (!found.ok) return found;
  return found.value.version === "1.2" ? openScorm12(found.value.api, options) : openScorm2004(found.value.api);
}
