import type { ScoredItem } from "../assessment/item.ts";
import { fileName } from "../assignment/assignment-file.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { makeZip } from "../assignment/formats/zip.ts";
import type { Outcome } from "../assignment/outcome.ts";
import { checkFormSize } from "../assignment/scorm/form-size.ts";
import type { ScormVersion } from "../assignment/scorm/find-api.ts";
import { placeLaunchData } from "../assignment/scorm/launch-data.ts";
import { orderedParts } from "../assignment/scorm/pack-response.ts";
import { makeScormPackage, type FileMap } from "../assignment/scorm/package.ts";
import { packageable, playerPage, playerText, type PlayerContent } from "../assignment/scorm/player-text.ts";
import { activityId } from "../assignment/xapi/activity.ts";
import { cmi5StateLimit } from "../assignment/xapi/cmi5.ts";
import {
  courseStructurePath,
  makeCmi5Package,
  makeRemoteCmi5Course,
  type Cmi5Course,
} from "../assignment/xapi/cmi5-package.ts";
import { packLaunchParameters } from "../assignment/xapi/launch-parameters.ts";
import { loadAllBodies } from "./author-export.ts";

/** What can be made for an LMS; `cmi5-remote` is a course whose quiz stays on this site. */
export const packageFormats = ["1.2", "2004", "cmi5", "cmi5-remote"] as const;
export type PackageFormat = (typeof packageFormats)[number];

/** The page of the player that an LMS opens. */
const entry = "index.html";

/** Characters that an LMS keeps of an attempt. */
const stateLimits: Record<PackageFormat, number> = {
  "1.2": 4000,
  "2004": 64_000,
  cmi5: cmi5StateLimit,
  "cmi5-remote": cmi5StateLimit,
};

const endings: Record<PackageFormat, string> = {
  "1.2": "scorm12.zip",
  "2004": "scorm2004.zip",
  cmi5: "cmi5.zip",
  "cmi5-remote": "cmi5-course.zip",
};

/** What a package of an assignment would have, and why it can't be made if it can't. */
export interface PackagePlan {
  format: PackageFormat;
  content: PlayerContent;
  leftOut: string[];
  /** Empty when the package can be made. */
  problem: string;
}

/** Where packages are made. */
export interface PackageSource {
  /** Address of the site's root, ending in a slash. */
  site: string;
  /** The built player's files; a course that stays on this site has none. */
  player: ReadonlyMap<string, Uint8Array>;
}

/** Returns the questions of a form that need the most room: of each draw, those with the most parts and the longest ids. */
function largestForm({ assignment, items }: PlayerContent): ScoredItem[] {
  const bodies = new Map(items.map((item) => [item.id, item]));
  const room = (item: ScoredItem) => orderedParts(item).length * 2 + item.id.length;
  return assignment.parts.flatMap((part) => {
    if (part.kind !== "items") return [];
    const pool = part.from.flatMap(({ id }) => bodies.get(id) ?? []);
    return pool.toSorted((a, b) => room(b) - room(a)).slice(0, part.draw ?? pool.length);
  });
}

/** Plans the package of an assignment: its questions, what it leaves out, and whether an LMS can keep an attempt. */
export async function planPackage(assignment: Assignment, format: PackageFormat): Promise<PackagePlan> {
  const standard = format === "cmi5" || format === "cmi5-remote" ? "cmi5" : "scorm";
  const { content, leftOut } = packageable(assignment, await loadAllBodies(assignment), standard);
  if (content.items.length === 0) {
    return { format, content, leftOut, problem: "None of its questions can be in a package." };
  }
  const size = checkFormSize(largestForm(content), stateLimits[format]);
  return { format, content, leftOut, problem: size.ok ? "" : size.error.message };
}

/** A package to upload, or why it can't be made. */
type PackageFile = { ok: true; name: string; content: Uint8Array<ArrayBuffer> } | { ok: false; message: string };

/** The course of an assignment: its unit is done once it's passed, or completed where there's no pass mark. */
function courseOf({ id, title, passMark }: Assignment, site: string): Cmi5Course {
  return {
    courseId: activityId(site, "assessments", id),
    unitId: activityId(site, "assessments", `${id}/quiz`),
    title,
    description: "",
    launchParameters: "",
    ...(passMark > 0 && { masteryScore: passMark }),
    moveOn: passMark > 0 ? "Passed" : "Completed",
  };
}

/** The files of a package that has the player in it. */
function playerPackage(
  content: PlayerContent,
  format: ScormVersion | "cmi5",
  { site, player }: PackageSource,
): Outcome<FileMap> {
  const { id, title, passMark } = content.assignment;
  const text = playerText(content);
  const { file } = placeLaunchData(text, format === "cmi5" ? "2004" : format);
  const page = player.get(entry);
  const html =
    page &&
    playerPage(new TextDecoder().decode(page), {
      lms: format,
      ...(format === "cmi5" && { site }),
      questions: file?.path ?? "",
    });
  if (html === undefined) {
    return { ok: false, error: { code: "entry", message: "The player’s files don’t fit this page. Reload it." } };
  }
  const files = new Map([...player, [entry, new TextEncoder().encode(html)]]);
  if (format === "cmi5") {
    if (file) files.set(file.path, file.bytes);
    return makeCmi5Package(courseOf(content.assignment, site), { files, entry });
  }
  return makeScormPackage({
    version: format,
    id,
    title,
    playerFiles: files,
    entry,
    launchData: text,
    ...(passMark > 0 && { passMark }),
  });
}

/** The file of a course whose quiz stays on this site. */
function remoteCourse({ assignment }: PlayerContent, site: string): Outcome<FileMap> {
  const course = { ...courseOf(assignment, site), launchParameters: packLaunchParameters(assignment) };
  const made = makeRemoteCmi5Course(course, new URL("au/", site).href);
  return made.ok ? { ok: true, value: new Map([[courseStructurePath, new TextEncoder().encode(made.value)]]) } : made;
}

/** Makes the zip of a plan, for an LMS to import. */
export function makePackage({ format, content, problem }: PackagePlan, source: PackageSource): PackageFile {
  if (problem !== "") return { ok: false, message: problem };
  const made = format === "cmi5-remote" ? remoteCourse(content, source.site) : playerPackage(content, format, source);
  if (!made.ok) return { ok: false, message: made.error.message };
  return {
    ok: true,
    name: fileName(content.assignment.title, endings[format]),
    content: Uint8Array.from(makeZip(Object.fromEntries(made.value))),
  };
}
