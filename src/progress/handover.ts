import { base64urlnopad } from "@scure/base";
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import type { ImportProblem, Outcome } from "./backup-file.ts";
import { backupLimitBytes } from "./read-backup.ts";

/** Deflate packs at most that many times. */
const deflateRatio = 1032;

/** Begins every code, and makes it different from a link or a file; its number is the version of the packing. */
const prefix = "drydock-progress-1:";

/** Packs the text of a backup into a code that survives email, chats and notes: letters, digits, hyphens and underscores. */
export const packHandover = (text: string): string => prefix + base64urlnopad.encode(deflateSync(strToU8(text)));

/** Whether a text claims to be a code; line breaks and spaces that an email program added don't matter. */
export const isHandover = (text: string): boolean =>
  /^drydock-progress-\d+:/.test(text.slice(0, 200).replaceAll(/\s+/g, ""));

/** Unpacks a code into the text of a backup, which the reader of backups then checks. */
export function unpackHandover(code: string): Outcome<string, ImportProblem> {
  const packed = code.replaceAll(/\s+/g, "");
  const version = Number(/^drydock-progress-(\d+):/.exec(packed)?.[1]);
  if (version > 1) return { ok: false, error: { code: "newerVersion", version } };
  try {
    const bytes = base64urlnopad.decode(packed.slice(prefix.length));
    // One that unpacks to more than the space it gets fails.
    const space = new Uint8Array(Math.min(backupLimitBytes, bytes.length * deflateRatio));
    return { ok: true, value: strFromU8(inflateSync(bytes, { out: space })) };
  } catch {
    return { ok: false, error: { code: "damaged", message: "the code is cut off or was changed" } };
  }
}
