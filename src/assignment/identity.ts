import { sha256 } from "@noble/hashes/sha2.js";
import * as v from "valibot";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { id } from "../assessment/field-schema.ts";
import type { Assignment } from "./assignment.ts";
import { toCode } from "./packing.ts";

const encoder = new TextEncoder();

/** Returns the text that is signed, sent and hashed: canonical JSON. */
export const assignmentText = (assignment: Assignment): string => canonicalJson(assignment);

/** Returns what names an assignment everywhere: the sha-256 of its text, as base64url. It needs no secure address. */
export const assignmentHash = (assignment: Assignment): string => hashText(assignmentText(assignment));

/** Returns the sha-256 of a text as base64url. */
export const hashText = (content: string): string => toCode(sha256(encoder.encode(content)));

/** Returns the form of a learner's id in which ids are compared: spaces and case at the edges of systems don't make two learners. */
export const learnerKey = (entered: string): string =>
  entered.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();

/** Names that objects have by themselves: nothing can be stored under them. */
const reserved = new Set(["__proto__", "constructor", "prototype"]);

/** Whether decisions can be stored under such a form of an id: it isn't empty, too long or made to break what reads it. */
export const isLearnerKey = (key: string): boolean => v.is(id, key) && !reserved.has(key);
