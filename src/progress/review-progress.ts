import * as v from "valibot";
import type { ProgressDatabase } from "./database.ts";
import { addToLog, checkEntries, logTables } from "./learning-progress.ts";
import type { Progress } from "./progress.ts";
import type { ReviewRow } from "./rows.ts";
import { reviewChangeSchema, reviewRowSchema } from "./row-schema.ts";
import type { Write } from "./write.ts";

type ReviewMethods = Pick<Progress, "review" | "beginReview" | "changeReview" | "gradeReview" | "endReview">;

const key = "current";

/** The review under way, shared by all tabs: each step is one transaction that first looks at what is stored. */
export function createReviewMethods(database: ProgressDatabase, write: Write): ReviewMethods {
  const { reviews } = database;
  const current = async (): Promise<ReviewRow | undefined> => {
    const stored = await reviews.get(key);
    if (!stored) return undefined;
    const { key: _, ...row } = stored;
    return row;
  };
  /** Returns the review if it's under way and not graded yet. */
  const open = async (id: string) => {
    const row = await current();
    return row?.id === id && row.gradedAt === undefined ? row : undefined;
  };
  return {
    review: current,
    beginReview: async (row, { replace } = { replace: false }) => {
      const checked = v.parse(reviewRowSchema, row) as ReviewRow;
      return write([reviews], async () => {
        const stored = replace ? undefined : await current();
        if (!stored) await reviews.put({ ...checked, key });
        return stored ?? checked;
      });
    },
    changeReview: async (id, change) => {
      const checked = v.parse(reviewChangeSchema, change) as typeof change;
      return write([reviews], async () => {
        const row = await open(id);
        if (!row) return false;
        const { response: _, confidence: __, hinted: ___, ...rest } = row;
        await reviews.put({ ...rest, ...checked, key });
        return true;
      });
    },
    gradeReview: async (id, entry) => {
      const log = await checkEntries([entry]);
      return write([reviews, ...logTables(database, log)], async () => {
        const row = await open(id);
        if (!row) return false;
        await reviews.put({ ...row, gradedAt: entry.at, key });
        await addToLog(database, log);
        return true;
      });
    },
    endReview: (id) =>
      write([reviews], async () => {
        if ((await current())?.id === id) await reviews.delete(key);
      }),
  };
}
