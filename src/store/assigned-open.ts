import type { StoreApi } from "zustand/vanilla";
import { termsFor, unpackTerms, type TermsProblem } from "../assignment/accommodation.ts";
import { assignmentHash } from "../assignment/identity.ts";
import { unpackAssignment, type AssignmentProblem } from "../assignment/link.ts";
import { succeed, type Outcome } from "../assignment/outcome.ts";
import { fromCode } from "../assignment/packing.ts";
import type { AssignedRow } from "../progress/assignment-rows.ts";
import type { State } from "./state.ts";

/** What an address, a pasted text or a file holds. */
export type Given =
  | { kind: "assignment"; payload: string; terms: string }
  | { kind: "result"; bytes: Uint8Array }
  | { kind: "submission" }
  | { kind: "nothing" };

const link = /\/a\/?#(?!at\/)([\w-]+)(?:~([\w-]+))?/;
const bare = /^([\w-]+)(?:~([\w-]+))?$/;

/** Names what sealed bytes are; undefined when they aren't. */
function sealedIn(bytes: Uint8Array): Given | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 6));
  if (start === "ACRRES") return { kind: "result", bytes };
  return start === "ACRSUB" ? { kind: "submission" } : undefined;
}

/** Finds an assignment or a result in a text: a link, also within a message, or a code, also with line breaks. */
export function readGiven(text: string): Given {
  const inLink = link.exec(text);
  const found = inLink ?? bare.exec(text.replaceAll(/\s+/g, ""));
  const [, payload = "", terms = ""] = found ?? [];
  if (payload === "") return { kind: "nothing" };
  const sealed = inLink ? undefined : sealedIn(fromCode(payload) ?? new Uint8Array());
  return sealed ?? { kind: "assignment", payload, terms };
}

/** Finds an assignment or a result in a file. */
export const readGivenFile = (bytes: Uint8Array): Given =>
  sealedIn(bytes) ?? readGiven(new TextDecoder().decode(bytes));

/** Opens an assignment and remembers it on the device; returns its hash. Opening it again changes nothing. */
export async function openAssignment(
  app: StoreApi<State>,
  payload: string,
): Promise<Outcome<string, AssignmentProblem>> {
  const opened = await unpackAssignment(payload);
  if (!opened.ok) return opened;
  const assignment = opened.value;
  const hash = assignmentHash(assignment);
  const { openProgress, now } = app.getState();
  const classes = await (await openProgress()).classes();
  if (!(await classes.assignedOf(hash))) {
    const at = now();
    await classes.changeAssigned(
      hash,
      (row) => row ?? { hash, payload, assignment, openedAt: at, sittings: [], changedAt: at },
    );
  }
  return succeed(hash);
}

/** Reads the personal code of a link for the learner who entered this identity. */
export async function readTerms(
  { hash, assignment }: Pick<AssignedRow, "hash" | "assignment">,
  learner: string,
  code: string,
): Promise<Outcome<NonNullable<AssignedRow["terms"]>, TermsProblem>> {
  const read = await unpackTerms(code, { hash, learner, signKey: assignment.keys.sign });
  return read.ok ? succeed({ code, accommodation: read.value }) : read;
}

/** Keeps the terms of a personal link for the learner's next attempts. */
export async function keepTerms(
  app: StoreApi<State>,
  hash: string,
  terms: NonNullable<AssignedRow["terms"]>,
): Promise<void> {
  const { keep, now } = app.getState();
  await keep(async (progress) => {
    const classes = await progress.classes();
    const row = await classes.assignedOf(hash);
    if (row && row.terms?.code !== terms.code)
      await classes.changeAssigned(hash, (stored) => ({ ...(stored ?? row), terms, changedAt: now() }));
  });
}

/** Returns the terms of an assignment that hold for its learner, as far as the device knows. */
export const termsOf = ({ assignment, terms }: Pick<AssignedRow, "assignment" | "terms">) =>
  termsFor(assignment, terms?.accommodation);
