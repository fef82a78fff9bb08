import { base64 } from "@scure/base";
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import * as v from "valibot";
import type { Confidence, ScoredItem } from "../../assessment/item.ts";
import { canonicalJson } from "../../assessment/canonical-json.ts";
import { responseSchema } from "../../assessment/item-schema.ts";
import type { Outcome, Problem } from "../outcome.ts";
import { orderedParts, packIds, packResponse, unpackIds, unpackResponse } from "./pack-response.ts";
import { fnv1a } from "./safe-id.ts";
import type { FindBody, SuspendedAttempt, SuspendedItem } from "./suspended-attempt.ts";

/**
 * The version of the format: `1.` and the base64 of a raw deflate stream of JSON. The JSON is a list of checksum, assignment,
 * attempt, position and elapsed seconds, followed by six values for each question. Parts are stored as the index in the item's
 * body, so reading needs the same bodies.
 */
const version = 1;

/** Longest text that SCORM 1.2 keeps safely. */
export const stateLimit = 4000;

const confidences: readonly Confidence[] = ["guess", "think", "certain"];

/** An order or a response: packed symbols, a packed command response, or in full where it names other parts. */
const rowSchema = v.tuple([
  v.string(),
  v.number(),
  v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63)),
  v.union([v.string(), v.array(v.string())]),
  v.union([v.literal(0), v.string(), v.array(v.union([v.string(), v.array(v.number())])), responseSchema]),
  v.number(),
]);
const headSchema = v.tuple([v.string(), v.string(), v.number(), v.number(), v.number()]);
type Row = v.InferInput<typeof rowSchema>;

export type StateProblem = Problem<"too-large" | "unreadable" | "damaged" | "newer-version" | "missing-question">;

const fail = (code: StateProblem["code"], message: string): { ok: false; error: StateProblem } => ({
  ok: false,
  error: { code, message },
});

const checksum = (state: SuspendedAttempt): string => fnv1a(canonicalJson(state)).toString(36);

function packRow(item: SuspendedItem, body: ScoredItem): Row {
  const { response, confidence } = item;
  const flags =
    (item.profile === "azure" ? 1 : 0) +
    (item.checked ? 2 : 0) +
    (item.flagged ? 4 : 0) +
    (item.hinted ? 8 : 0) +
    16 * (confidence === undefined ? 0 : confidences.indexOf(confidence) + 1);
  const order = packIds(orderedParts(body), item.order) ?? item.order;
  return [item.itemId, item.version, flags, order, response ? packResponse(body, response) : 0, item.seconds];
}

function unpackRow(row: Row, findBody: FindBody): Outcome<SuspendedItem, StateProblem["code"]> {
  const [itemId, itemVersion, flags, packedOrder, packed, seconds] = row;
  const profile = flags & 1 ? "azure" : "chapter";
  const body = findBody(itemId, itemVersion, profile);
  if (!body) {
    return fail(
      "missing-question",
      `This package doesn't have version ${itemVersion} of the question "${itemId}". Ask your instructor for the package in which you started, or start a new attempt.`,
    );
  }
  const order = typeof packedOrder === "string" ? unpackIds(orderedParts(body), packedOrder) : packedOrder;
  const response =
    packed === 0
      ? undefined
      : typeof packed === "string" || Array.isArray(packed)
        ? unpackResponse(body, packed)
        : packed;
  if (!order || (packed !== 0 && !response)) return damaged();
  const confidence = confidences[(flags >> 4) - 1];
  return {
    ok: true,
    value: {
      itemId,
      version: itemVersion,
      profile,
      order,
      ...(response ? { response } : {}),
      checked: Boolean(flags & 2),
      flagged: Boolean(flags & 4),
      hinted: Boolean(flags & 8),
      ...(confidence ? { confidence } : {}),
      seconds,
    },
  };
}

const damaged = (): { ok: false; error: StateProblem } =>
  fail(
    "damaged",
    "The LMS returned a saved attempt that is damaged, so it can't continue. Tell your instructor before you start a new attempt: answers that the LMS has already recorded are in its report.",
  );

const packText = (rows: (string | number | Row[number])[]): string =>
  `${version}.${base64.encode(deflateSync(strToU8(JSON.stringify(rows)), { level: 9 }))}`;

/**
 * Packs an attempt into the text that an LMS keeps.
 *
 * @param limit the most characters; what needs more returns `too-large`
 */
export function packAttempt(
  state: SuspendedAttempt,
  findBody: FindBody,
  limit: number = stateLimit,
): Outcome<string, StateProblem["code"]> {
  const rows: Row[number][] = [];
  for (const item of state.items) {
    const body = findBody(item.itemId, item.version, item.profile);
    if (!body) {
      return fail(
        "missing-question",
        `The package doesn't have version ${item.version} of the question "${item.itemId}", so the attempt can't be saved.`,
      );
    }
    rows.push(...packRow(item, body));
  }
  const { assignment, attempt, position, elapsedSeconds } = state;
  const text = packText([checksum(state), assignment, attempt, position, elapsedSeconds, ...rows]);
  if (text.length > limit) {
    return fail(
      "too-large",
      `The saved attempt has ${text.length} characters, and the LMS keeps ${limit}. Answers are still recorded, but this attempt can't be continued later: finish it now.`,
    );
  }
  if (!unpackAttempt(text, findBody).ok) {
    return fail("unreadable", "This attempt can't be saved: it has an answer or a time that couldn't be read back.");
  }
  return { ok: true, value: text };
}

function readRows(encoded: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(
      strFromU8(inflateSync(base64.decode(encoded), { out: new Uint8Array(1 << 20) })),
    );
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads what `packAttempt` wrote. A text that was cut off or changed, or whose questions have other parts than those of the
 * package, returns a problem; it never returns another attempt than the one that was packed.
 */
export function unpackAttempt(text: string, findBody: FindBody): Outcome<SuspendedAttempt, StateProblem["code"]> {
  const [, written = "", encoded = ""] = /^(\d{1,6})\.([\s\S]*)$/.exec(text) ?? [];
  if (Number(written) > version) {
    return fail(
      "newer-version",
      "A newer version of this quiz saved your attempt. Reload the page; if that doesn't help, ask your instructor to update the package.",
    );
  }
  const rows = written === String(version) ? readRows(encoded) : undefined;
  const head = v.safeParse(headSchema, rows?.slice(0, 5));
  if (!rows || !head.success || rows.length % 6 !== 5) return damaged();
  const items: SuspendedItem[] = [];
  for (let at = 5; at < rows.length; at += 6) {
    const row = v.safeParse(rowSchema, rows.slice(at, at + 6));
    if (!row.success) return damaged();
    const item = unpackRow(row.output, findBody);
    if (!item.ok) return item;
    items.push(item.value);
  }
  const [sum, assignment, attempt, position, elapsedSeconds] = head.output;
  const state = { assignment, attempt, position, elapsedSeconds, items };
  return sum === checksum(state) ? { ok: true, value: state } : damaged();
}
