/** The systems whose gradebook files are read and written; "plain" is CSV for a spreadsheet. */
export type Lms = "moodle" | "canvas" | "brightspace" | "blackboard" | "plain";

/** What is known about an LMS's gradebook files. */
export interface LmsSupport {
  name: string;
  /** Whether files of this shape were imported into a running system. */
  tried: boolean;
  /** Where the rules come from, to show beside the file. */
  basis: string;
}

/** What is known about each LMS's gradebook files. */
export const lmsSupport: Record<Lms, LmsSupport> = {
  moodle: { name: "Moodle", tried: true, basis: "The shape and the rules of the import were tried in Moodle 5.1." },
  canvas: {
    name: "Canvas",
    tried: false,
    basis: "Not tried in Canvas. Follows its source: lib/gradebook_importer.rb and lib/gradebook_exporter.rb.",
  },
  brightspace: {
    name: "Brightspace",
    tried: false,
    basis: "Not tried in Brightspace. Follows public examples of its files.",
  },
  blackboard: {
    name: "Blackboard",
    tried: false,
    basis: "Not tried in Blackboard. Follows public examples of its exports; its import rules weren't checked.",
  },
  plain: { name: "Spreadsheet", tried: false, basis: "Not tried in a spreadsheet. CSV in UTF-8 (RFC 4180)." },
};
