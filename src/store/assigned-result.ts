import type { StoreApi } from "zustand/vanilla";
import { reject, succeed, type Outcome } from "../assignment/outcome.ts";
import { unpackResult, type ResultProblem } from "../assignment/returned-result.ts";
import { sealedFor } from "../assignment/sealing.ts";
import type { State } from "./state.ts";

/** Why a result can't be shown here. */
export type TakeProblem = ResultProblem | "unknownAssignment" | "notHandedIn" | "otherSubmission";

/** Opens a returned result and stores it beside its attempt; returns the hash of its assignment. */
export async function takeResult(app: StoreApi<State>, bytes: Uint8Array): Promise<Outcome<string, TakeProblem>> {
  const known = sealedFor("result", bytes);
  if (!known.ok) return known;
  const hash = known.value;
  const classes = await (await app.getState().openProgress()).classes();
  const row = await classes.assignedOf(hash);
  if (!row) {
    return reject(
      "unknownAssignment",
      "This result belongs to an assignment that isn’t on this device. Open it in the browser in which you submitted.",
    );
  }
  const sealed = row.sittings.filter((sitting) => sitting.sealed !== undefined);
  if (sealed.length === 0) {
    return reject(
      "notHandedIn",
      `You haven’t submitted “${row.assignment.title}” in this browser, so there’s nothing that this result could belong to.`,
    );
  }
  for (const { returnKey, submissionId } of sealed) {
    const opened = await unpackResult(bytes, returnKey, row.assignment.keys.sign);
    if (!opened.ok && opened.error.code === "otherKey") continue;
    if (!opened.ok) return opened;
    if (opened.value.submission !== submissionId || opened.value.assignment !== hash) {
      return reject("otherSubmission", "This result belongs to another submission. Ask your instructor for yours.");
    }
    await classes.saveResult(hash, opened.value);
    return succeed(hash);
  }
  return reject(
    "otherKey",
    "This result is for another learner, or for an attempt that you made in another browser. Choose the file that was made for you.",
  );
}
