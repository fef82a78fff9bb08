import * as v from "valibot";
import type { ScoredItem } from "../../assessment/item.ts";
import { scoredItemSchema } from "../../assessment/item-schema.ts";
import { assignmentSchema, type Assignment } from "../assignment.ts";
import { bodyKey, pinnedItems } from "../item-bodies.ts";
import { reject, succeed, type Outcome } from "../outcome.ts";
import { escapeAttribute } from "../xml.ts";
import type { ScormVersion } from "./find-api.ts";

const version = 1;

const schema = v.object({
  v: v.literal(version),
  assignment: assignmentSchema,
  items: v.array(scoredItemSchema),
});

/** What the player of a package asks: the assignment, and every question that it can draw. */
export interface PlayerContent {
  assignment: Assignment;
  items: ScoredItem[];
}

/**
 * Returns the text that a package gives the player. It ends in a line break, which no manifest keeps, so that `placeLaunchData` always
 * makes a file of it: a page that finds no LMS can read a file, but not the manifest.
 */
export const playerText = ({ assignment, items }: PlayerContent): string =>
  `${JSON.stringify({ v: version, assignment, items })}\n`;

/** Reads what `playerText` wrote. */
export function readPlayerText(text: string): Outcome<PlayerContent, "damaged"> {
  const damaged = reject(
    "damaged",
    "This package is damaged: its questions can’t be read. Ask your instructor to upload it again.",
  );
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return damaged;
  }
  const read = v.safeParse(schema, data);
  if (!read.success) return damaged;
  const { assignment, items } = read.output;
  const known = new Set(items.map(bodyKey));
  return pinnedItems(assignment).every((item) => known.has(bodyKey(item))) ? succeed({ assignment, items }) : damaged;
}

/** The attributes of the player's page that a package fills in. */
const blankPage = 'data-lms="" data-site="" data-questions=""';
/** Where the page's policy lists what it may connect to. */
const policyEnd = "; base-uri 'none'";

/** What a package fills into the player's page. */
export interface PageData {
  /** The version of SCORM, or cmi5, whose record store may have any address. */
  lms: ScormVersion | "cmi5";
  /** Host and path of the site that question ids begin with; only cmi5 has them. */
  site?: string;
  /** The file with the questions. */
  questions: string;
}

/** Returns the player's page for a package; undefined when it isn't the page of this version of the player. */
export function playerPage(html: string, { lms, site = "", questions }: PageData): string | undefined {
  if (!html.includes(blankPage) || !html.includes(policyEnd)) return undefined;
  const data = `data-lms="${lms}" data-site="${escapeAttribute(site)}" data-questions="${questions}"`;
  const page = html.replace(blankPage, () => data);
  return lms === "cmi5" ? page.replace(policyEnd, `; connect-src http: https:${policyEnd}`) : page;
}

/** What a package doesn't tell the LMS, or leaves to it. */
function leftToLms(
  { opensAt, dueAt, late, attempts, pauseSeconds, passMark }: Assignment,
  standard: "scorm" | "cmi5",
): string[] {
  const dates =
    opensAt !== undefined || dueAt !== undefined || late.closesAt !== undefined
      ? ["The dates, and deductions for late work. Set dates in your LMS."]
      : [];
  const pause =
    attempts !== 1 && pauseSeconds > 0 ? ["The time between two attempts. Set it in your LMS, if it has it."] : [];
  if (standard === "scorm") {
    return attempts === null
      ? [...dates, ...pause]
      : [...dates, "The number of attempts, and which one counts. Set them in your LMS.", ...pause];
  }
  return [
    ...dates,
    ...pause,
    "Which attempt counts. cmi5 keeps “passed” once it was reached, and then there’s no further attempt.",
    ...(passMark > 0 ? [] : ["The score: cmi5 sends one only for a quiz with a pass mark."]),
  ];
}

/** Returns the parts of an assignment that a package can hold: questions with a body that an LMS can score, and no walkthroughs. */
export function packageable(
  assignment: Assignment,
  bodyOf: (item: { id: string; version: number }) => ScoredItem | undefined,
  standard: "scorm" | "cmi5" = "scorm",
): { content: PlayerContent; leftOut: string[] } {
  const items: ScoredItem[] = [];
  let commands = 0;
  let missing = 0;
  const parts = assignment.parts.flatMap((part): Assignment["parts"] => {
    if (part.kind !== "items") return [];
    const from = part.from.filter((item) => {
      const body = bodyOf(item);
      if (body && body.type !== "command") return items.push(body) > 0;
      if (body) commands += 1;
      else missing += 1;
      return false;
    });
    if (from.length === 0) return [];
    const { draw } = part;
    return [{ ...part, from, ...(draw !== undefined && { draw: Math.min(draw, from.length) }) }];
  });
  const walkthroughs = assignment.parts.filter(({ kind }) => kind === "walkthrough").length;
  return {
    content: { assignment: { ...assignment, parts }, items },
    leftOut: [
      ...(commands > 0
        ? [
            `Questions to answer with commands (${commands}): the simulator checks them, and isn’t in the package. Give out the link for them.`,
          ]
        : []),
      ...(missing > 0 ? [`Questions that this version of Drydock doesn’t have any more (${missing}).`] : []),
      ...(walkthroughs > 0
        ? [`Walkthroughs (${walkthroughs}): they need the simulator too. Give out the link for them.`]
        : []),
      ...leftToLms(assignment, standard),
    ],
  };
}
