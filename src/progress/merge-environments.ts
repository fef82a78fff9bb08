import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson, compareText } from "../assessment/canonical-json.ts";
import type { EnvironmentBackup } from "./environment-backup.ts";

const blockIds = ({ blocks }: EnvironmentBackup): unknown[] =>
  blocks.map(({ block }) => (block as { id?: unknown } | null)?.id);

/** Whether one environment continues the other: its transcript, which is only added to, begins with the other's. */
function isContinuedBy(earlier: EnvironmentBackup, later: EnvironmentBackup): boolean {
  const laterIds = blockIds(later);
  return blockIds(earlier).every((id, at) => id === laterIds[at]);
}

/** A short name for what an environment holds, the same on every device. */
const contentName = (environment: EnvironmentBackup): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(environment)))).slice(0, 12);

/** An environment under an id of its own, for one that was changed on two devices. */
function asCopy(environment: EnvironmentBackup): EnvironmentBackup {
  const id = `${environment.id}~${contentName(environment)}`;
  return { ...environment, id, entry: { ...environment.entry, id, name: `${environment.entry.name} (other device)` } };
}

function joinSnapshots(newer: EnvironmentBackup, older: EnvironmentBackup): EnvironmentBackup["snapshots"] {
  const ids = new Set(newer.snapshots.map(({ id }) => id));
  return [...newer.snapshots, ...older.snapshots.filter(({ id }) => !ids.has(id))];
}

/**
 * Joins the environments of two devices. Of one that was changed on one of them only, the later state counts; one that was changed
 * in both is kept twice, so that no work is lost.
 */
export function mergeEnvironments(
  a: readonly EnvironmentBackup[],
  b: readonly EnvironmentBackup[],
): EnvironmentBackup[] {
  const merged = new Map(a.map((environment) => [environment.id, environment]));
  for (const theirs of b) {
    const ours = merged.get(theirs.id);
    if (!ours || canonicalJson(ours) === canonicalJson(theirs)) {
      merged.set(theirs.id, theirs);
      continue;
    }
    const rank =
      ours.entry.changedAt - theirs.entry.changedAt || compareText(canonicalJson(ours), canonicalJson(theirs));
    const [newer, older] = rank > 0 ? [ours, theirs] : [theirs, ours];
    merged.set(newer.id, { ...newer, snapshots: joinSnapshots(newer, older) });
    if (isContinuedBy(older, newer)) continue;
    const copy = asCopy(older);
    merged.set(copy.id, copy);
  }
  return [...merged.values()].sort((first, second) => compareText(first.id, second.id));
}
