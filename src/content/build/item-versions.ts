import type { Problems } from "./problems.ts";

/** One authored body of an item: which version it is and where it is written. */
export interface AuthoredVersion {
  id: string;
  version: number;
  file: string;
  line: number;
}

/**
 * Reports earlier bodies that cannot be told apart or that leave an attempt without its body: an id and version given
 * twice, a version that is not below the live one, an id without a live item, and a version that nobody kept.
 */
export function checkVersions(
  live: readonly AuthoredVersion[],
  earlier: readonly AuthoredVersion[],
  problems: Problems,
): void {
  const current = new Map(live.map((item) => [item.id, item]));
  const kept = new Map<string, Map<number, AuthoredVersion>>();
  for (const body of earlier) {
    const { id, version, file, line } = body;
    const item = current.get(id);
    const versions = kept.get(id) ?? new Map<number, AuthoredVersion>();
    kept.set(id, versions);
    const first = versions.get(version);
    if (first) {
      problems.add(file, line, `duplicate version ${version} of ${id}, first in ${first.file}:${first.line}`);
    } else if (!item) {
      problems.add(file, line, `${id} is not among the items; keep a withdrawn item in its file with status: retired`);
    } else if (version >= item.version) {
      problems.add(file, line, `${id}: earlier version ${version} is not below the live version ${item.version}`);
    }
    versions.set(version, body);
  }
  for (const { id, version, file, line } of live) {
    const missing = Array.from({ length: version - 1 }, (_, at) => at + 1).filter((past) => !kept.get(id)?.has(past));
    if (missing.length > 0) {
      problems.add(file, line, `${id}: keep the body of version ${missing.join(", ")} in the folder earlier`);
    }
  }
}
