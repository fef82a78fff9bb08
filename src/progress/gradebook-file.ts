import * as v from "valibot";
import { text, time } from "../assessment/field-schema.ts";
import { reject, succeed, type Outcome } from "../assignment/outcome.ts";
import { gradebookRowSchema, type GradebookRow, type SubmissionRow } from "./assignment-rows.ts";

/** Version of the format. Earlier versions are read for as long as instructors have such files. */
export const gradebookFileVersion = 1;
const format = "drydock-gradebook";

/** A submission as it was received: whoever reads the file opens and checks it again. */
const sealedSubmission = v.object({
  sealed: v.pipe(v.string(), v.maxLength(1_400_000), v.regex(/^[\w-]+$/)),
  source: text(1000),
  receivedAt: v.optional(time),
  addedAt: time,
});

const gradebookFileSchema = v.object({
  format: v.literal(format),
  v: v.literal(gradebookFileVersion),
  /** What the assignment is called, for people who look into the file. */
  title: text(200),
  gradebook: gradebookRowSchema,
  submissions: v.pipe(v.array(sealedSubmission), v.maxLength(50_000)),
});

/** The gradebook of one assignment, to merge with another instructor's. */
export type GradebookFile = v.InferOutput<typeof gradebookFileSchema>;

/** Returns a gradebook as a file. Marks aren't in it: they are computed from the submissions and the decisions. */
export const gradebookFileText = (
  title: string,
  gradebook: GradebookRow,
  submissions: readonly SubmissionRow[],
): string =>
  JSON.stringify({
    format,
    v: gradebookFileVersion,
    title,
    gradebook,
    submissions: submissions.map(({ sealed, source, receivedAt, addedAt }) => ({
      sealed,
      source,
      ...(receivedAt !== undefined && { receivedAt }),
      addedAt,
    })),
  } satisfies GradebookFile);

export type GradebookFileProblem = "notGradebook" | "newerVersion" | "damaged" | "otherAssignment";

const headSchema = v.object({ format: v.literal(format), v: v.number() });

/** Reads another instructor's gradebook of the assignment with this hash. */
export function readGradebookFile(content: string, hash: string): Outcome<GradebookFile, GradebookFileProblem> {
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch {
    return reject(
      "notGradebook",
      "This isn’t a gradebook from Drydock, or it is cut off. Choose a file that “Save the gradebook as a file” made.",
    );
  }
  const head = v.safeParse(headSchema, data);
  if (!head.success) {
    return reject(
      "notGradebook",
      "This isn’t a gradebook from Drydock. Choose a file that “Save the gradebook as a file” made.",
    );
  }
  if (head.output.v > gradebookFileVersion) {
    return reject(
      "newerVersion",
      `This gradebook has format ${head.output.v}, which is newer than this app. Update Drydock, then merge it again.`,
    );
  }
  const checked = v.safeParse(gradebookFileSchema, data);
  if (!checked.success) {
    const [issue] = checked.issues;
    return reject("damaged", `This gradebook is damaged: ${v.getDotPath(issue) ?? "its content"}: ${issue.message}.`);
  }
  if (checked.output.gradebook.hash !== hash) {
    return reject(
      "otherAssignment",
      `This is the gradebook of another assignment, “${checked.output.title}”. Open that assignment’s gradebook to merge it.`,
    );
  }
  return succeed(checked.output);
}
