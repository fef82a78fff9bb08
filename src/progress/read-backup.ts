import * as v from "valibot";
import { backupFileSchema } from "./backup-schema.ts";
import { backupVersion } from "./backup.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { sha256Hex } from "./checksum.ts";
import { upgradeAssigned } from "./upgrade-assigned.ts";
import type { BackupFile, ImportProblem, Outcome } from "./backup-file.ts";

/** Largest file read: a hundred times what a diligent learner makes, which a tab can still hold and compare. */
export const backupLimitBytes = 64 * 1024 * 1024;

/** Reads a backup file and trusts nothing in it. */
export async function readBackup(text: string): Promise<Outcome<BackupFile, ImportProblem>> {
  // A text is never longer in characters than in bytes, so a huge one is refused before it is encoded.
  const bytes = text.length > backupLimitBytes ? text.length : new TextEncoder().encode(text).length;
  if (bytes > backupLimitBytes) return refuse({ code: "tooLarge", limitBytes: backupLimitBytes, bytes });

  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return refuse({ code: "notJson", message: error instanceof Error ? error.message : String(error) });
  }

  const { format, version, data } = partsOf(parsed);
  if (format !== "drydock-backup")
    return refuse({ code: "notABackup", message: "the file does not say it is a Drydock backup" });
  if (typeof version !== "number")
    return refuse({ code: "notABackup", message: "the version of the format is missing" });
  if (version > backupVersion) return refuse({ code: "newerVersion", version });

  const hostile = findHostileShape(parsed);
  if (hostile) return refuse({ code: "damaged", message: hostile });
  const checked = v.safeParse(backupFileSchema, parsed, { abortEarly: true });
  if (!checked.success) {
    const [issue] = checked.issues;
    const place = v.getDotPath(issue);
    return refuse({ code: "damaged", message: place ? `${place}: ${issue.message}` : issue.message });
  }

  if ((await sha256Hex(canonicalJson(data))) !== checked.output.checksum) {
    return refuse({ code: "damaged", message: "the content does not match its checksum" });
  }
  return { ok: true, value: upgraded(checked.output) };
}

/** Returns a backup with its rows as this version has them. */
const upgraded = (backup: BackupFile): BackupFile =>
  backup.version >= 6
    ? backup
    : { ...backup, data: { ...backup.data, assigned: backup.data.assigned.map(upgradeAssigned) } };

function refuse(error: ImportProblem): { ok: false; error: ImportProblem } {
  return { ok: false, error };
}

function partsOf(parsed: unknown): { format?: unknown; version?: unknown; data?: unknown } {
  return typeof parsed === "object" && parsed !== null ? parsed : {};
}

const specialKeys = new Set(["__proto__", "constructor", "prototype"]);
/** Deeper than any row nests. */
const depthLimit = 20;

/** Names that change how objects behave, and nesting made to exhaust a reader. Walks without recursion. */
function findHostileShape(root: unknown): string | undefined {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > depthLimit) return "the content is nested too deeply";
    for (const key of Object.keys(value)) {
      if (specialKeys.has(key)) return `the name "${key}" is not allowed in a backup`;
      waiting.push({ value: Object.getOwnPropertyDescriptor(value, key)?.value, depth: depth + 1 });
    }
  }
  return undefined;
}
