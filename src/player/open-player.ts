import { readLaunchData } from "../assignment/scorm/launch-data.ts";
import { openLms } from "../assignment/scorm/open-lms.ts";
import type { ScormVersion } from "../assignment/scorm/find-api.ts";
import { readPlayerText, type PlayerContent } from "../assignment/scorm/player-text.ts";
import { reject, succeed, type Outcome } from "../assignment/outcome.ts";
import type { PlayerLms } from "./player-lms.ts";
import { scormLms } from "./scorm-lms.ts";

/** A page of the player that knows its questions, and whether an LMS records the answers. */
export interface OpenedPlayer {
  content: PlayerContent;
  /** Absent when no LMS answered. */
  lms?: PlayerLms;
  /** What didn't work with the LMS so far, in words for the learner. */
  problems: string[];
}

/** Loads the text of a package's file of questions. */
export type LoadText = (path: string) => Promise<string>;

/** Loads the questions of a package from the file that its page names. */
export async function loadContent(
  questions: string,
  loadText: LoadText,
): Promise<Outcome<PlayerContent, "damaged" | "not-loaded">> {
  const named = readLaunchData(`file:${questions}`);
  if (named.kind !== "file") {
    return reject("damaged", "This package has no questions. Ask your instructor to upload it again.");
  }
  let text: string;
  try {
    text = await loadText(named.path);
  } catch {
    return reject("not-loaded", "The questions didn’t load. Check the connection, then open the quiz again.");
  }
  return readPlayerText(text);
}

/** Connects to a SCORM LMS and loads the questions: from the file that the LMS names, or else the one that the page names. */
export async function openScormPlayer(
  page: unknown,
  { scorm, questions }: { scorm: ScormVersion; questions: string },
  { utcOffsetMinutes, loadText }: { utcOffsetMinutes: number; loadText: LoadText },
): Promise<Outcome<OpenedPlayer>> {
  const lms = openLms(page, scorm, { utcOffsetMinutes });
  const session = lms.ok ? lms.value.session : undefined;
  const launch = readLaunchData(session?.launchData ?? "");
  const content = await loadContent(launch.kind === "file" ? launch.path : questions, loadText);
  if (!content.ok) return content;
  return succeed({
    content: content.value,
    ...(session && { lms: scormLms(session) }),
    problems: lms.ok ? lms.value.warnings.map(({ message }) => message) : [lms.error.message],
  });
}
