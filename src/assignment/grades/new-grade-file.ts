import { quoted, withoutFormula } from "./csv-cell.ts";
import { columnMaximum, type Grade, type GradeFormat } from "./grade.ts";
import { decimalPointWarning, gradeCell, gradeHeader, type GradeFile } from "./grade-file.ts";
import { about, gradeWarnings, type GradeWarning } from "./grade-warnings.ts";
import type { Separator } from "./gradebook-table.ts";
import { lmsSupport, type Lms } from "./lms.ts";
import type { RosterLearner } from "./roster.ts";

/** A learner with a grade; texts that aren't known are empty. */
export type GradedLearner = Omit<RosterLearner, "row"> & { grade: Grade | undefined };

/** What a new grade file holds. */
export interface NewGradeFile extends GradeFormat {
  lms: Lms;
  title: string;
  /** The number that the LMS gave an existing column of Canvas or Blackboard. */
  columnId?: string;
  /** For spreadsheets only; files for an LMS have commas. */
  separator?: Separator;
  learners: readonly GradedLearner[];
}

/** A column of texts: its header, and what it says about a learner. */
type TextColumn = [header: string, text: (learner: GradedLearner) => string];

/** By what each LMS finds a learner. */
const identitiesOf: Record<Lms, (learner: GradedLearner) => string[]> = {
  moodle: ({ id, email, login }) => [id, email, login],
  canvas: ({ lmsId, id, login, name }) => [lmsId, id, login, name],
  brightspace: ({ id, login }) => [id, login],
  blackboard: ({ login }) => [login],
  plain: ({ id, login, email, name }) => [id, login, email, name],
};

/** Brightspace expects # before ids and user names. */
const withHash = (text: string): string => (text === "" ? "" : `#${text}`);

/** Whether an LMS can find a learner by a text: it isn't empty, and no apostrophe has to go before it. */
const isUsable = (lms: Lms, text: string): boolean =>
  text !== "" && (lms === "brightspace" || lms === "plain" || withoutFormula(text) === text);

/** One row that Moodle can't find fails the whole import, so there, every identity of a learner has to be usable. */
function canBeFound(lms: Lms, learner: GradedLearner): boolean {
  if (lms === "plain") return true;
  const identities = identitiesOf[lms](learner).filter((text) => text !== "");
  const usable = identities.filter((text) => isUsable(lms, text));
  return lms === "moodle" ? usable.length > 0 && usable.length === identities.length : usable.length > 0;
}

/**
 * Returns a CSV file with grades in the shape of an LMS, made from a list of learners. Texts are in quotes and don't start formulas;
 * learners whom the LMS couldn't find are left out, and a warning lists them.
 */
export function newGradeFile(content: NewGradeFile): GradeFile {
  const { lms } = content;
  const known = content.learners.filter((learner) => canBeFound(lms, learner));
  const unknown = content.learners.filter((learner) => !canBeFound(lms, learner));
  const separator = lms === "plain" ? (content.separator ?? ",") : ",";
  const header = gradeHeader(lms, content.title, {
    maximum: columnMaximum(content),
    ...(content.columnId !== undefined && { columnId: content.columnId }),
  });
  const lines = rowsOf(content, known, header).map((cells) => `${cells.join(separator)}\r\n`);
  const column =
    content.columnId === undefined
      ? ({ isNew: true, title: header } as const)
      : ({ isNew: false, title: header, maximum: undefined } as const);
  const named = known.map((learner) => ({ name: labelOf(learner), grade: learner.grade }));
  return {
    lms,
    support: lmsSupport[lms],
    // Excel reads UTF-8 only after a byte order mark.
    text: (lms === "plain" ? "\ufeff" : "") + lines.join(""),
    warnings: [
      ...identityWarnings(lms, known, unknown),
      ...gradeWarnings(lms, column, named, content),
      ...decimalPointWarning({ lms, table: { separator } }),
    ],
  };
}

const labelOf = ({ name, login, id, email }: GradedLearner): string => name || login || email || id;

function rowsOf(content: NewGradeFile, learners: readonly GradedLearner[], title: string): string[][] {
  const { lms } = content;
  const columns = textColumns(lms, learners);
  const text = (value: string) => quoted(withoutFormula(value));
  const isBrightspace = lms === "brightspace";
  const maxima = ["    Points Possible", ...columns.slice(1).map(() => "")].map(quoted);
  return [
    [
      ...columns.map(([header]) => text(header)),
      text(title),
      ...(isBrightspace ? [quoted("End-of-Line Indicator")] : []),
    ],
    // For an assignment that exists, the row would change its points.
    ...(lms === "canvas" && content.columnId === undefined ? [[...maxima, String(columnMaximum(content))]] : []),
    ...learners.map((learner) => [
      ...columns.map(([, valueOf]) => text(valueOf(learner))),
      (learner.grade && gradeCell(lms, learner.grade, content)) ?? "",
      ...(isBrightspace ? [quoted("#")] : []),
    ]),
  ];
}

function textColumns(lms: Lms, learners: readonly GradedLearner[]): TextColumn[] {
  switch (lms) {
    case "moodle":
      return [
        // Moodle finds learners by ID number, email or username and ignores names, so a name that can't be split is the first name.
        ["First name", ({ firstName, lastName, name }) => (firstName || lastName ? firstName : name)],
        ["Last name", ({ lastName }) => lastName],
        ["ID number", ({ id }) => id],
        ["Email address", ({ email }) => email],
        ...(learners.some(({ login }) => login !== "")
          ? [["Username", ({ login }) => login] satisfies TextColumn]
          : []),
      ];
    case "canvas":
      // Section has to be the last column before the assignments.
      return [
        ["Student", ({ name }) => name],
        ["ID", ({ lmsId }) => lmsId],
        ["SIS User ID", ({ id }) => id],
        ["SIS Login ID", ({ login }) => login],
        ["Section", ({ section }) => section],
      ];
    case "brightspace":
      return [
        ["OrgDefinedId", ({ id }) => withHash(id)],
        ["Username", ({ login }) => withHash(login)],
      ];
    case "blackboard":
      return [["Username", ({ login }) => login]];
    case "plain":
      return [
        ["Name", ({ name }) => name],
        ["ID", ({ id }) => id],
        ["Login", ({ login }) => login],
        ["Email", ({ email }) => email],
        ["Section", ({ section }) => section],
      ];
  }
}

function identityWarnings(
  lms: Lms,
  known: readonly GradedLearner[],
  unknown: readonly GradedLearner[],
): GradeWarning[] {
  const { name } = lmsSupport[lms];
  const neutralized = known.filter((learner) =>
    identitiesOf[lms](learner).some((text) => text !== "" && !isUsable(lms, text)),
  );
  return [
    ...about(
      "no-identity",
      unknown.map(labelOf),
      `${name} couldn't find these learners, so they aren't in the file. Enter their grades by hand, or start from ${name}'s own export.`,
    ),
    ...about(
      "neutralized-identity",
      neutralized.map(labelOf),
      `A name or ID of these learners starts like a formula, so an apostrophe was put before it and ${name} may not find them. Check their grades after the import.`,
    ),
    ...(lms === "moodle" && known.length > 0
      ? [
          {
            code: "unknown-user" as const,
            message:
              "Moodle rejects the whole file when one learner isn't in the course. Start from Moodle's own export if you aren't sure.",
          },
        ]
      : []),
  ];
}
