import type { ScoredItem } from "../assessment/item.ts";
import { fileName } from "../assignment/assignment-file.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { makeZip } from "../assignment/formats/zip.ts";
import type { ScormVersion } from "../assignment/scorm/find-api.ts";
import { checkFormSize } from "../assignment/scorm/form-size.ts";
import { placeLaunchData } from "../assignment/scorm/launch-data.ts";
import { orderedParts } from "../assignment/scorm/pack-response.ts";
import { makeScormPackage } from "../assignment/scorm/package.ts";
import { packageable, playerPage, playerText, type PlayerContent } from "../assignment/scorm/player-text.ts";
import { loadAllBodies } from "./author-export.ts";

/** The page of the player that an LMS opens. */
const entry = "index.html";

/** Characters that an LMS keeps of an attempt. */
const stateLimits: Record<ScormVersion, number> = { "1.2": 4000, "2004": 64_000 };

/** What a package of an assignment would have, and why it can't be made if it can't. */
export interface PackagePlan {
  content: PlayerContent;
  leftOut: string[];
  /** Empty when the package can be made. */
  problem: string;
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

/** Plans the SCORM package of an issued assignment: its questions, what it leaves out, and whether an LMS can keep an attempt. */
export async function planPackage(assignment: Assignment, version: ScormVersion): Promise<PackagePlan> {
  const { content, leftOut } = packageable(assignment, await loadAllBodies(assignment));
  if (content.items.length === 0) {
    return { content, leftOut, problem: "None of its questions can be in a package." };
  }
  const size = checkFormSize(largestForm(content), stateLimits[version]);
  return { content, leftOut, problem: size.ok ? "" : size.error.message };
}

/** A package to upload, or why it can't be made. */
type PackageFile = { ok: true; name: string; content: Uint8Array<ArrayBuffer> } | { ok: false; message: string };

/** Makes the SCORM package of a plan from the built player's files. */
export function makePackage(
  { content, problem }: PackagePlan,
  version: ScormVersion,
  player: ReadonlyMap<string, Uint8Array>,
): PackageFile {
  if (problem !== "") return { ok: false, message: problem };
  const { id, title, passMark } = content.assignment;
  const text = playerText(content);
  const questions = placeLaunchData(text, version).file?.path ?? "";
  const page = player.get(entry);
  const html = page && playerPage(new TextDecoder().decode(page), { scorm: version, questions });
  if (html === undefined) return { ok: false, message: "The player’s files don’t fit this page. Reload it." };
  const made = makeScormPackage({
    version,
    id,
    title,
    playerFiles: new Map([...player, [entry, new TextEncoder().encode(html)]]),
    entry,
    launchData: text,
    ...(passMark > 0 && { passMark }),
  });
  if (!made.ok) return { ok: false, message: made.error.message };
  return {
    ok: true,
    name: fileName(title, version === "1.2" ? "scorm12.zip" : "scorm2004.zip"),
    content: Uint8Array.from(makeZip(Object.fromEntries(made.value))),
  };
}
