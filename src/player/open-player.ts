import type { ScormVersion } from "../assignment/scorm/find-api.ts";
import { readLaunchData } from "../assignment/scorm/launch-data.ts";
import type { LmsSession } from "../assignment/scorm/lms-session.ts";
import { openLms } from "../assignment/scorm/open-lms.ts";
import { readPlayerText, type PlayerContent } from "../assignment/scorm/player-text.ts";
import { reject, succeed, type Outcome } from "../assignment/outcome.ts";

/** A page of the player that knows its questions, and whether an LMS records the answers. */
export interface OpenedPlayer {
  content: PlayerContent;
  /** Absent when no LMS answered. */
  session?: LmsSession;
  /** What didn't work with the LMS so far, in words for the learner. */
  problems: string[];
}

/** What of the page a package filled in. */
export interface PageData {
  scorm: ScormVersion;
  /** The file with the questions. */
  questions: string;
}

/** Connects to the LMS and loads the questions: from the file that the LMS names, or else the one that the page names. */
export async function openPlayer(
  page: unknown,
  { scorm, questions }: PageData,
  { utcOffsetMinutes, loadText }: { utcOffsetMinutes: number; loadText: (path: string) => Promise<string> },
): Promise<Outcome<OpenedPlayer, "damaged">> {
  const lms = openLms(page, scorm, { utcOffsetMinutes });
  const session = lms.ok ? lms.value.session : undefined;
  const launch = readLaunchData(session?.launchData ?? "");
  const named = readLaunchData(`file:${questions}`);
  const path = launch.kind === "file" ? launch.path : named.kind === "file" ? named.path : undefined;
  if (path === undefined) {
    return reject("damaged", "This package has no questions. Ask your instructor to upload it again.");
  }
  let text: string;
  try {
    text = await loadText(path);
  } catch {
    return reject("damaged", "The questions didn’t load. Check the connection, then open the quiz again.");
  }
  const content = readPlayerText(text);
  if (!content.ok) return content;
  return succeed({
    content: content.value,
    ...(session && { session }),
    problems: lms.ok ? lms.value.warnings.map(({ message }) => message) : [lms.error.message],
  });
}
