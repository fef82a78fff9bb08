import type { StoreApi } from "zustand/vanilla";
import type { Attempt } from "../assessment/attempt.ts";
import { isOverdue } from "../assessment/exam-clock.ts";
import { itemsOf } from "./attempt-items.ts";
import { createAttemptStore } from "./attempt-store.ts";
import type { State } from "./state.ts";

/** Submits the exams whose time is over, with everything that was entered. */
export async function settleExams(app: StoreApi<State>, attempts: readonly Attempt[]): Promise<void> {
  const { now } = app.getState();
  for (const attempt of attempts.filter((candidate) => isOverdue(candidate, now()))) {
    await createAttemptStore(app, attempt)
      .getState()
      .submit(attempt, await itemsOf(attempt));
  }
}
