import type { ScoredItem } from "../assessment/item.ts";
import type { Assignment, PinnedItem } from "../assignment/assignment.ts";
import { fileName } from "../assignment/assignment-file.ts";
import { omissionLines, quizOf, type OmissionLine } from "../assignment/formats/assignment-export.ts";
import type { Omission, QuizExport } from "../assignment/formats/export-result.ts";
import { makeZip } from "../assignment/formats/zip.ts";
import { bodyKey, pinnedItems } from "../assignment/item-bodies.ts";
import { ownItemId, toItem } from "../assignment/own-question.ts";
import { loadBodies } from "./gradebook-bodies.ts";

/** Formats of LMSs in which the questions of an assignment can be saved. */
export const exportFormats = ["moodle-xml", "gift", "common-cartridge", "qti"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A file for an LMS, and what it leaves out. */
export interface ExportFile {
  name: string;
  type: string;
  content: string | Uint8Array<ArrayBuffer>;
  omissions: OmissionLine[];
  /** How many questions are in the file. */
  questions: number;
}

/** Loads the bodies of all questions that an assignment can ask, those that the instructor wrote included. */
export async function loadAllBodies(assignment: Assignment): Promise<(item: PinnedItem) => ScoredItem | undefined> {
  const banked = await loadBodies(assignment);
  const written = new Map(
    (assignment.own ?? []).map((question) => [
      bodyKey({ id: ownItemId(question.id), version: question.revision }),
      toItem(question),
    ]),
  );
  return (item) => banked.get(bodyKey(item)) ?? written.get(bodyKey(item));
}

type Written = { omissions: Omission[] } & ({ text: string } | { files: Record<string, string> });

/** Each writer loads when its format is chosen. */
const writers: Record<ExportFormat, { ending: string; type: string; load(): Promise<(quiz: QuizExport) => Written> }> =
  {
    "moodle-xml": {
      ending: "xml",
      type: "application/xml",
      load: async () => (await import("../assignment/formats/moodle-xml.ts")).writeMoodleXml,
    },
    gift: {
      ending: "gift.txt",
      type: "text/plain",
      load: async () => (await import("../assignment/formats/gift.ts")).writeGift,
    },
    "common-cartridge": {
      ending: "imscc",
      type: "application/zip",
      load: async () => (await import("../assignment/formats/common-cartridge.ts")).writeCommonCartridge,
    },
    qti: {
      ending: "qti.zip",
      type: "application/zip",
      load: async () => (await import("../assignment/formats/qti.ts")).writeQti,
    },
  };

/** Makes the file of an issued assignment in a format. Bodies come by id and version, so that it has what was issued. */
export async function exportAssignment(assignment: Assignment, format: ExportFormat): Promise<ExportFile> {
  const { ending, type, load } = writers[format];
  const [bodyOf, write] = await Promise.all([loadAllBodies(assignment), load()]);
  const { quiz, omissions } = quizOf(assignment, bodyOf);
  const written = write(quiz);
  const all = [...omissions, ...written.omissions];
  const content = "text" in written ? written.text : Uint8Array.from(makeZip(written.files));
  const leftOut = new Set(written.omissions.flatMap(({ scope, itemId }) => (scope === "question" ? [itemId] : [])));
  return {
    name: fileName(assignment.title, ending),
    type,
    content,
    omissions: omissionLines(pinnedItems(assignment), all),
    questions: quiz.items.filter(({ id }) => !leftOut.has(id)).length,
  };
}
