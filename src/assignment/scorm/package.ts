import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { ScormVersion } from "./find-api.ts";
import { placeLaunchData } from "./launch-data.ts";
import { manifest12 } from "./manifest-12.ts";
import { manifest2004 } from "./manifest-2004.ts";
import type { Outcome, Problem } from "../outcome.ts";
import { caseConflict, pathProblem } from "./package-path.ts";

/** Files by path, with `/` between folders. */
export type FileMap = ReadonlyMap<string, Uint8Array>;

/** What a package is made from. */
export interface PackageContent {
  version: ScormVersion;
  id: string;
  title: string;
  /** The built player, all of it. */
  playerFiles: FileMap;
  /** The page of the player that the LMS opens. */
  entry: string;
  /** What the player reads as `LmsSession.launchData`: the assignment. */
  launchData: string;
  passMark?: number;
}

export type PackageProblem = Problem<"title" | "entry" | "path" | "pass-mark">;

/** The schema of the 1.2 manifest allows titles of 200 characters. */
const longestTitle = 200;

export const manifestPath = "imsmanifest.xml";

const fail = (code: PackageProblem["code"], message: string): { ok: false; error: PackageProblem } => ({
  ok: false,
  error: { code, message },
});

/** Checks the files that a package would have, and returns the first problem. */
export function checkPlayerFiles(files: FileMap, entry: string): PackageProblem | undefined {
  const paths = [...files.keys()];
  const problem = paths.map(pathProblem).find((reason) => reason !== undefined);
  if (problem !== undefined) return { code: "path", message: `A file of the player can't be packaged: ${problem}.` };
  const conflict = caseConflict(paths);
  if (conflict) {
    return {
      code: "path",
      message: `The player's files "${conflict[0]}" and "${conflict[1]}" differ in upper and lower case only. Rename one.`,
    };
  }
  if (paths.some((path) => /^(?:imsmanifest|cmi5)\.xml$/i.test(path))) {
    return { code: "path", message: "The player has a manifest of its own. Remove it: the package gets a new one." };
  }
  if (!files.has(entry)) return { code: "entry", message: `The player has no page "${entry}".` };
  return undefined;
}

/** Checks the title of a package, and returns the problem if there is one. */
export function checkTitle(title: string): PackageProblem | undefined {
  if (title.trim() === "") return { code: "title", message: "The package needs a title. Enter one." };
  if (title.length > longestTitle) {
    return {
      code: "title",
      message: `The title has ${title.length} characters, and LMSs allow ${longestTitle}. Enter a shorter one.`,
    };
  }
  return undefined;
}

/** Makes the files of a SCORM package, the manifest first. The result still has to be zipped. */
export function makeScormPackage(content: PackageContent): Outcome<FileMap, PackageProblem["code"]> {
  const { version, id, title, playerFiles, entry, passMark } = content;
  const problem = checkTitle(title) ?? checkPlayerFiles(playerFiles, entry);
  if (problem) return { ok: false, error: problem };
  if (passMark !== undefined && !(passMark >= 0 && passMark <= 1)) {
    return fail("pass-mark", "The pass mark must be between 0% and 100%.");
  }
  const { manifestText, file } = placeLaunchData(content.launchData, version);
  if (file && playerFiles.has(file.path)) return fail("path", `The player already has a file "${file.path}".`);
  const files = new Map(playerFiles);
  if (file) files.set(file.path, file.bytes);
  const write = version === "1.2" ? manifest12 : manifest2004;
  const manifest = write({
    id,
    title: title.trim(),
    entry,
    files: [...files.keys()],
    launchData: manifestText,
    ...(passMark === undefined ? {} : { passMark }),
  });
  return { ok: true, value: new Map([[manifestPath, utf8ToBytes(manifest)], ...files]) };
}
