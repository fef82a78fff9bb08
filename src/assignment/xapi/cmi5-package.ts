import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Outcome, Problem } from "../outcome.ts";
import { checkPlayerFiles, checkTitle, type FileMap } from "../scorm/package.ts";
import { survivesXml } from "../scorm/xml-text.ts";
import { escapeAttribute } from "../xml.ts";
import type { Cmi5LaunchData } from "./cmi5-launch.ts";

/** A course with one assignable unit. */
export interface Cmi5Course {
  /** Id of the course, a URL that must not change. */
  courseId: string;
  /** Id of the unit, different from the course's. */
  unitId: string;
  title: string;
  description: string;
  /** What the unit gets as `launchParameters`: the assignment. */
  launchParameters: string;
  /** Share of points that passes, 0 to 1. */
  masteryScore?: number;
  moveOn: Cmi5LaunchData["moveOn"];
}

export type Cmi5PackageProblem = Problem<"title" | "entry" | "path" | "url" | "id" | "launch-parameters" | "pass-mark">;

export const courseStructurePath = "cmi5.xml";

/** Names that the LMS adds to the unit's address. */
const launchNames = ["endpoint", "fetch", "actor", "registration", "activityId"];

const isIri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text) && survivesXml(text);

function problemOf(course: Cmi5Course): Cmi5PackageProblem | undefined {
  const title = checkTitle(course.title);
  if (title) return { code: "title", message: title.message };
  if (!isIri(course.courseId) || !isIri(course.unitId) || course.courseId === course.unitId) {
    return { code: "id", message: "The course and its unit need two different ids that are URLs." };
  }
  if (!survivesXml(course.launchParameters)) {
    return {
      code: "launch-parameters",
      message:
        "The launch parameters have white space or characters that XML changes. Encode them, for example as base64.",
    };
  }
  if (course.masteryScore !== undefined && !(course.masteryScore >= 0 && course.masteryScore <= 1)) {
    return { code: "pass-mark", message: "The pass mark must be between 0% and 100%." };
  }
  return undefined;
}

const langString = (text: string): string => `<langstring lang="en-US">${escapeAttribute(text)}</langstring>`;

/** Writes the course structure (cmi5, section 13) for a unit at an address that was checked. */
function courseStructure(course: Cmi5Course, url: string): string {
  const mastery =
    course.masteryScore === undefined ? "" : ` masteryScore="${Math.round(course.masteryScore * 10_000) / 10_000}"`;
  const parameters =
    course.launchParameters === ""
      ? ""
      : `\n    <launchParameters>${escapeAttribute(course.launchParameters)}</launchParameters>`;
  const title = course.title.trim();
  const description = course.description.trim() || title;
  return `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${escapeAttribute(course.courseId)}">
    <title>${langString(title)}</title>
    <description>${langString(description)}</description>
  </course>
  <au id="${escapeAttribute(course.unitId)}" moveOn="${course.moveOn}"${mastery} launchMethod="AnyWindow">
    <title>${langString(title)}</title>
    <description>${langString(description)}</description>
    <url>${escapeAttribute(url)}</url>${parameters}
  </au>
</courseStructure>
`;
}

/** Makes the files of a cmi5 package: `cmi5.xml` and the player, which the LMS serves. The result still has to be zipped. */
export function makeCmi5Package(
  course: Cmi5Course,
  player: { files: FileMap; entry: string },
): Outcome<FileMap, Cmi5PackageProblem["code"]> {
  const files = checkPlayerFiles(player.files, player.entry);
  const problem = problemOf(course) ?? (files && { code: files.code, message: files.message });
  if (problem) return { ok: false, error: problem };
  const structure = utf8ToBytes(courseStructure(course, player.entry));
  return { ok: true, value: new Map([[courseStructurePath, structure], ...player.files]) };
}

/**
 * Makes the text of a `cmi5.xml` for a unit that stays where it is on the web; LMSs import it without a zip.
 *
 * @param url the unit's full address. It has no fragment, because the LMS adds its parameters at the end, and none of the
 *   parameters that the LMS adds.
 */
export function makeRemoteCmi5Course(course: Cmi5Course, url: string): Outcome<string, Cmi5PackageProblem["code"]> {
  const problem = problemOf(course);
  if (problem) return { ok: false, error: problem };
  const fail = (message: string): { ok: false; error: Cmi5PackageProblem } => ({
    ok: false,
    error: { code: "url", message },
  });
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "https:") {
    return fail("The unit needs a full address that begins with https://, so that LMSs can open it.");
  }
  if (parsed.hash !== "" || url.includes("#")) {
    return fail("The unit's address can't have a part after #, because LMSs add parameters at its end.");
  }
  const taken = launchNames.filter((name) => parsed.searchParams.has(name));
  if (taken.length > 0) return fail(`The LMS itself adds ${taken.join(", ")} to the unit's address. Remove it.`);
  return { ok: true, value: courseStructure(course, parsed.href) };
}
