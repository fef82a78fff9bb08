import { assignmentHash } from "../../src/assignment/identity.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import type { AssignmentRow, KeyRow } from "../../src/progress/assignment-rows.ts";
import { aDraft, instructorKeys } from "./assignments.ts";
import type { Visit } from "./session.ts";

/** Stores an assignment that was given out, with the instructor's keys, on the device of a visit, and opens its gradebook. */
export async function openGradebookOf(
  { page, url }: Pick<Visit, "page" | "url">,
  assignment: Assignment,
): Promise<void> {
  await page.goto(url("assign/gradebook/"));
  await page.getByText("No assignments have been given out").waitFor();
  const payload = await packAssignment(assignment, instructorKeys.sign);
  const row: AssignmentRow = {
    id: "class-1",
    draft: aDraft(),
    issued: { hash: assignmentHash(assignment), payload, assignment, at: 5 },
    createdAt: 1,
    changedAt: 5,
  };
  const keys: KeyRow = { id: publicHalf(instructorKeys.sign), keys: instructorKeys, createdAt: 1, backedUpAt: 2 };
  await page.evaluate(
    ([assignmentRow, keyRow]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("drydock");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction(["assignments", "instructorKeys"], "readwrite");
          writing.objectStore("assignments").put(assignmentRow);
          writing.objectStore("instructorKeys").put(keyRow);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [row, keys] as const,
  );
  await page.goto(url(`assign/gradebook/#${row.id}`));
  await page.reload();
  await page.getByRole("heading", { name: "Collect submissions" }).waitFor();
}
