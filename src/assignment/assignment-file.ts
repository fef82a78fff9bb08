import * as v from "valibot";
import { assignmentDraftSchema, type AssignmentDraft } from "./assignment-draft.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";

/** Characters that a file may have. */
export const assignmentFileLimit = 2_000_000;

/** A link as players find it in any text. */
const link = v.pipe(v.string(), v.regex(/^\/a\/#[\w-]+$/), v.maxLength(1_400_000));
const issuedFile = v.object({ format: v.literal("drydock-assignment"), version: v.literal(1), link });
const draftFile = v.object({ format: v.literal("drydock-draft"), version: v.literal(1), draft: assignmentDraftSchema });
const anyFile = v.object({ format: v.picklist(["drydock-assignment", "drydock-draft"]), version: v.number() });

const fileText = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Returns the file that learners open: the signed assignment of a link, with a line that says what it is. */
export const assignmentFile = (title: string, code: string): string =>
  fileText({ format: "drydock-assignment", version: 1, title, link: `/a/#${code}` });

/** Returns the file of a draft, for another device or another instructor. It contains no keys. */
export const draftFileText = (draft: AssignmentDraft): string =>
  fileText({ format: "drydock-draft", version: 1, draft });

/** Returns the name of a file for a title: words of ASCII letters and digits. */
export function fileName(title: string, ending: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/[^\w\s-]/g, "")
    .trim()
    .replaceAll(/[\s_]+/g, "-")
    .slice(0, 60);
  return `${words.toLowerCase() || "assignment"}.${ending}`;
}

/** What a file holds: a signed assignment, still packed, or a draft. */
export type AssignmentFile = { kind: "issued"; payload: string } | { kind: "draft"; draft: AssignmentDraft };

export type AssignmentFileProblem = "tooLarge" | "notAssignment" | "newerVersion" | "damaged";

/** Reads a file with an assignment or a draft. The signature isn't checked here; see unpackAssignment. */
export function readAssignmentFile(text: string): Outcome<AssignmentFile, AssignmentFileProblem> {
  if (text.length > assignmentFileLimit) {
    return reject("tooLarge", "This file is larger than 2 MB, so it isn’t an assignment. Choose another file.");
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    data = undefined;
  }
  const known = v.safeParse(anyFile, data);
  if (!known.success) {
    return reject(
      "notAssignment",
      "This file contains no assignment. Choose a file that Drydock saved: one that ends in .acrasg, or a draft.",
    );
  }
  if (known.output.version !== 1) {
    return reject(
      "newerVersion",
      `This file was made with a newer version of Drydock (format ${known.output.version}). Update Drydock, then open it again.`,
    );
  }
  const issued = v.safeParse(issuedFile, data);
  if (issued.success) return succeed({ kind: "issued", payload: issued.output.link.slice("/a/#".length) });
  const draft = v.safeParse(draftFile, data);
  if (draft.success) return succeed({ kind: "draft", draft: draft.output.draft });
  return reject(
    "damaged",
    "This file is damaged: a part of the assignment is missing. Save it again where it came from.",
  );
}
